#include "textflag.h"

// ARGUMENTS takes a kernel's arguments.
#define ARGUMENTS \
	MOVQ sums+0(FP), DI; \
	MOVQ query+8(FP), SI; \
	MOVQ rows+16(FP), R9; \
	MOVQ strides+24(FP), DX; \
	MOVQ count+32(FP), CX

// ROW begins a row.
#define ROW \
	VPXOR Y0, Y0, Y0; \
	VPXOR Y1, Y1, Y1; \
	MOVQ SI, R8; \
	MOVQ DX, BX

// ONWARD goes on to the row's next 32 numbers.
#define ONWARD \
	ADDQ $64, R8; \
	ADDQ $32, R9; \
	DECQ BX

// SUM puts a row's sum down and goes on to the next row.
#define SUM \
	VPADDD Y1, Y0, Y0; \
	VEXTRACTI128 $1, Y0, X1; \
	VPADDD X1, X0, X0; \
	VPSHUFD $0x4e, X0, X1; \
	VPADDD X1, X0, X0; \
	VPSHUFD $0xb1, X0, X1; \
	VPADDD X1, X0, X0; \
	VMOVD X0, (DI); \
	ADDQ $4, DI; \
	DECQ CX

// func dotsAVX2(sums *int32, query *int16, rows *int8, strides, count int)
TEXT ·dotsAVX2(SB), NOSPLIT, $0-40
	ARGUMENTS

row:
	ROW

part:
	VPMOVSXBW (R9), Y2
	VPMADDWD (R8), Y2, Y2
	VPADDD Y2, Y0, Y0
	VPMOVSXBW 16(R9), Y3
	VPMADDWD 32(R8), Y3, Y3
	VPADDD Y3, Y1, Y1
	ONWARD
	JNZ part
	SUM
	JNZ row
	VZEROUPPER
	RET

// func dotsVNNI(sums *int32, query *int16, rows *int8, strides, count int)
TEXT ·dotsVNNI(SB), NOSPLIT, $0-40
	ARGUMENTS

row:
	ROW

part:
	VPMOVSXBW (R9), Y2
	VPDPWSSD (R8), Y2, Y0
	VPMOVSXBW 16(R9), Y3
	VPDPWSSD 32(R8), Y3, Y1
	ONWARD
	JNZ part
	SUM
	JNZ row
	VZEROUPPER
	RET

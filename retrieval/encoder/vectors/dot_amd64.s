#include "textflag.h"

// PART multiplies 16 numbers of the row with those of the question, and adds
// pairs of products to sum.
#define PART(at, part, sum) \
	VPMOVSXBW at(R9), part; \
	VPMADDWD (2*at)(R8), part, part; \
	VPADDD part, sum, sum

// func dotsAVX2(sums *int32, query *int16, rows *int8, strides, count int)
TEXT ·dotsAVX2(SB), NOSPLIT, $0-40
	MOVQ sums+0(FP), DI
	MOVQ query+8(FP), SI
	MOVQ rows+16(FP), R9
	MOVQ strides+24(FP), DX
	MOVQ count+32(FP), CX

row:
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	MOVQ SI, R8
	MOVQ DX, BX

part:
	PART(0, Y2, Y0)
	PART(16, Y3, Y1)
	ADDQ $64, R8
	ADDQ $32, R9
	DECQ BX
	JNZ part

	VPADDD Y1, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0x4e, X0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0xb1, X0, X1
	VPADDD X1, X0, X0
	VMOVD X0, (DI)
	ADDQ $4, DI
	DECQ CX
	JNZ row
	VZEROUPPER
	RET

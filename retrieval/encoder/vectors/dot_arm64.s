#include "textflag.h"

// Go's assembler lacks these instructions of the Arm Architecture Reference
// Manual (DDI 0487, C7.2).

// SXTL widens the lower eight bytes of n to d, SXTL2 the upper ones.
#define SXTL(d, n) WORD $(0x0F08A400 + (n<<5) + d)
#define SXTL2(d, n) WORD $(0x4F08A400 + (n<<5) + d)

// SMLAL adds to d's four sums the products of the lower four numbers of n and
// m, SMLAL2 those of the upper ones.
#define SMLAL(d, n, m) WORD $(0x0E608000 + (m<<16) + (n<<5) + d)
#define SMLAL2(d, n, m) WORD $(0x4E608000 + (m<<16) + (n<<5) + d)

// EIGHT multiplies eight numbers.
#define EIGHT(n, m) \
	SMLAL(0, n, m); \
	SMLAL2(1, n, m)

// func dotsNEON(sums *int32, query *int16, rows *int8, strides, count int)
TEXT ·dotsNEON(SB), NOSPLIT, $0-40
	MOVD sums+0(FP), R0
	MOVD query+8(FP), R1
	MOVD rows+16(FP), R2
	MOVD strides+24(FP), R3
	MOVD count+32(FP), R4

row:
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	MOVD R1, R5
	MOVD R3, R6

part:
	VLD1.P 32(R2), [V2.B16, V3.B16]
	VLD1.P 64(R5), [V4.H8, V5.H8, V6.H8, V7.H8]
	SXTL(16, 2)
	SXTL2(17, 2)
	SXTL(18, 3)
	SXTL2(19, 3)
	EIGHT(16, 4)
	EIGHT(17, 5)
	EIGHT(18, 6)
	EIGHT(19, 7)
	SUBS $1, R6, R6
	BNE part

	VADD V1.S4, V0.S4, V0.S4
	VADDV V0.S4, V0
	VMOV V0.S[0], R7
	MOVW.P R7, 4(R0)
	SUBS $1, R4, R4
	BNE row
	RET

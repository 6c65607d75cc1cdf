#include "textflag.h"

// Go's assembler lacks these instructions of the Arm Architecture Reference
// Manual (DDI 0487, C7.2).

// SDOT adds to each of d's four sums the products of four bytes of n with four
// of m, those numbered 2h+l.
#define SDOT(d, n, m, h, l) WORD $(0x4F80E000 + (l<<21) + (m<<16) + (h<<11) + (n<<5) + d)

// SCVTF makes four integers floating-point numbers.
#define SCVTF(d) WORD $(0x4E21D800 + (d<<5) + d)

// FMUL multiplies four numbers.
#define FMUL(d, n, m) WORD $(0x6E20DC00 + (m<<16) + (n<<5) + d)

// Four positions are worked on at once. V0 to V7 are their results, two of four
// rows for each, V8 to V15 the sums of a block, V22 to V29 its values.

// QUARTER takes 64 weights from the panel, low halves and high halves, and
// multiplies them with the inputs that they belong to.
#define QUARTER(h, l) \
	VLD1.P 32(R2), [V16.B16, V17.B16]; \
	VAND V30.B16, V16.B16, V18.B16; \
	VAND V30.B16, V17.B16, V19.B16; \
	VUSHR $4, V16.B16, V20.B16; \
	VUSHR $4, V17.B16, V21.B16; \
	SDOT(8, 18, 22, h, l); \
	SDOT(9, 19, 22, h, l); \
	SDOT(10, 18, 24, h, l); \
	SDOT(11, 19, 24, h, l); \
	SDOT(12, 18, 26, h, l); \
	SDOT(13, 19, 26, h, l); \
	SDOT(14, 18, 28, h, l); \
	SDOT(15, 19, 28, h, l); \
	SDOT(8, 20, 23, h, l); \
	SDOT(9, 21, 23, h, l); \
	SDOT(10, 20, 25, h, l); \
	SDOT(11, 21, 25, h, l); \
	SDOT(12, 20, 27, h, l); \
	SDOT(13, 21, 27, h, l); \
	SDOT(14, 20, 29, h, l); \
	SDOT(15, 21, 29, h, l)

// SCALE ends a block for one position: its sums, less what the weights are too
// large by, are scaled and added to its results. V16 and V17 hold the rows'
// scales, info points to the position's.
#define SCALE(info, left, right, l, r, V, W) \
	MOVWU (info), R11; \
	MOVWU 4(info), R12; \
	VDUP R11, V18.S4; \
	VDUP R12, V19.S4; \
	VSUB V19.S4, V.S4, V.S4; \
	VSUB V19.S4, W.S4, W.S4; \
	SCVTF(l); \
	SCVTF(r); \
	FMUL(20, 16, 18); \
	FMUL(21, 17, 18); \
	VFMLA V20.S4, V.S4, left.S4; \
	VFMLA V21.S4, W.S4, right.S4; \
	ADD $8, info

// func panelNEON(dst *float32, stride int, nibbles *byte, scales, bias *float32, values *int8, infos *blockInfo, blocks int)
TEXT ·panelNEON(SB), NOSPLIT, $0-64
	MOVD dst+0(FP), R0
	MOVD stride+8(FP), R1
	MOVD nibbles+16(FP), R2
	MOVD scales+24(FP), R3
	MOVD bias+32(FP), R4
	MOVD values+40(FP), R5
	MOVD infos+48(FP), R14
	MOVD blocks+56(FP), R6
	LSL $2, R1, R1
	LSL $5, R6, R7            // bytes of a position's values
	ADD R7, R5, R8
	ADD R7, R8, R9
	ADD R7, R9, R10
	LSL $3, R6, R7            // and of its infos
	ADD R7, R14, R15
	ADD R7, R15, R16
	ADD R7, R16, R17
	VMOVI $15, V30.B16
	VLD1 (R4), [V0.S4, V1.S4]
	VMOV V0.B16, V2.B16
	VMOV V1.B16, V3.B16
	VMOV V0.B16, V4.B16
	VMOV V1.B16, V5.B16
	VMOV V0.B16, V6.B16
	VMOV V1.B16, V7.B16

block:
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16
	VLD1.P 32(R5), [V22.B16, V23.B16]
	VLD1.P 32(R8), [V24.B16, V25.B16]
	VLD1.P 32(R9), [V26.B16, V27.B16]
	VLD1.P 32(R10), [V28.B16, V29.B16]
	QUARTER(0, 0)
	QUARTER(0, 1)
	QUARTER(1, 0)
	QUARTER(1, 1)
	VLD1.P 32(R3), [V16.S4, V17.S4]
	SCALE(R14, V0, V1, 8, 9, V8, V9)
	SCALE(R15, V2, V3, 10, 11, V10, V11)
	SCALE(R16, V4, V5, 12, 13, V12, V13)
	SCALE(R17, V6, V7, 14, 15, V14, V15)
	SUBS $1, R6, R6
	BNE block

	VST1 [V0.S4, V1.S4], (R0)
	ADD R1, R0, R0
	VST1 [V2.S4, V3.S4], (R0)
	ADD R1, R0, R0
	VST1 [V4.S4, V5.S4], (R0)
	ADD R1, R0, R0
	VST1 [V6.S4, V7.S4], (R0)
	RET

// ROW adds one position's number times 16 columns.
#define ROW(from, a, b, c, d) \
	VLD1R.P 4(from), [V20.S4]; \
	VFMLA V16.S4, V20.S4, a.S4; \
	VFMLA V17.S4, V20.S4, b.S4; \
	VFMLA V18.S4, V20.S4, c.S4; \
	VFMLA V19.S4, V20.S4, d.S4

#define CLEAR(a, b, c, d) \
	VEOR a.B16, a.B16, a.B16; \
	VEOR b.B16, b.B16, b.B16; \
	VEOR c.B16, c.B16, c.B16; \
	VEOR d.B16, d.B16, d.B16

// func productNEON(c *float32, cStride int, a *float32, aStride int, b *float32, bStride, depth int)
TEXT ·productNEON(SB), NOSPLIT, $0-56
	MOVD c+0(FP), R0
	MOVD cStride+8(FP), R1
	MOVD a+16(FP), R2
	MOVD aStride+24(FP), R3
	MOVD b+32(FP), R4
	MOVD bStride+40(FP), R5
	MOVD depth+48(FP), R6
	LSL $2, R1, R1
	LSL $2, R3, R3
	LSL $2, R5, R5
	ADD R3, R2, R7
	ADD R3, R7, R8
	ADD R3, R8, R9
	CLEAR(V0, V1, V2, V3)
	CLEAR(V4, V5, V6, V7)
	CLEAR(V8, V9, V10, V11)
	CLEAR(V12, V13, V14, V15)

deeper:
	VLD1 (R4), [V16.S4, V17.S4, V18.S4, V19.S4]
	ADD R5, R4, R4
	ROW(R2, V0, V1, V2, V3)
	ROW(R7, V4, V5, V6, V7)
	ROW(R8, V8, V9, V10, V11)
	ROW(R9, V12, V13, V14, V15)
	SUBS $1, R6, R6
	BNE deeper

	VST1 [V0.S4, V1.S4, V2.S4, V3.S4], (R0)
	ADD R1, R0, R0
	VST1 [V4.S4, V5.S4, V6.S4, V7.S4], (R0)
	ADD R1, R0, R0
	VST1 [V8.S4, V9.S4, V10.S4, V11.S4], (R0)
	ADD R1, R0, R0
	VST1 [V12.S4, V13.S4, V14.S4, V15.S4], (R0)
	RET

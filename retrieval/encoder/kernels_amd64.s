#include "textflag.h"

// Numbers that the kernels need, eight of each.
#define EIGHT(name, bits) \
	DATA name<>+0(SB)/4, bits; DATA name<>+4(SB)/4, bits; \
	DATA name<>+8(SB)/4, bits; DATA name<>+12(SB)/4, bits; \
	DATA name<>+16(SB)/4, bits; DATA name<>+20(SB)/4, bits; \
	DATA name<>+24(SB)/4, bits; DATA name<>+28(SB)/4, bits; \
	GLOBL name<>(SB), RODATA|NOPTR, $32

EIGHT(low, $0x0f0f0f0f)
EIGHT(pairs, $0x00010001)
EIGHT(absolute, $0x7fffffff)
EIGHT(most, $0x42fe0000)    // 127
EIGHT(log2e, $0x3fb8aa3b)
EIGHT(ln2, $0x3f317218)
EIGHT(lowest, $0xc2a00000)  // -80
EIGHT(one, $0x3f800000)
EIGHT(half2, $0x3f000000)   // 1/2
EIGHT(sixth, $0x3e2aaaab)   // 1/6
EIGHT(fourth, $0x3d2aaaab)  // 1/24
EIGHT(fifth, $0x3c088889)   // 1/120
EIGHT(minushalf, $0xbf000000) // -1/2
EIGHT(tiny, $0x2b8cbccc)    // 1e-12

// Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: the error
// function to 1.5e-7. erfp is their p times the root of 1/2.
EIGHT(erfp, $0x3e6d3388)
EIGHT(erf1, $0x3e827906)
EIGHT(erf2, $0xbe91a98e)
EIGHT(erf3, $0x3fb5f0e3)
EIGHT(erf4, $0xbfba00e3)
EIGHT(erf5, $0x3f87dc22)

// The panel kernels and the product work on four rows (positions) at once.

// The rows of a pointer's matrix, stride bytes apart: (p), (p)(s*1), (q), (q)(s*1)
// with q = p + 2s.

// PAIRS multiplies 32 weights (4 inputs of 8 rows of the matrix, 0 to 15) with
// four inputs of each position, and adds the products to the positions' sums.
#define PAIRS(weights, at) \
	VPBROADCASTD at(R9), Y12; \
	VPBROADCASTD at(R9)(R10*1), Y13; \
	VPBROADCASTD at(R11), Y14; \
	VPBROADCASTD at(R11)(R10*1), Y15; \
	VPMADDUBSW Y12, weights, Y12; \
	VPMADDUBSW Y13, weights, Y13; \
	VPMADDUBSW Y14, weights, Y14; \
	VPMADDUBSW Y15, weights, Y15; \
	VPADDW Y12, Y4, Y4; \
	VPADDW Y13, Y5, Y5; \
	VPADDW Y14, Y6, Y6; \
	VPADDW Y15, Y7, Y7

// QUARTER takes 64 weights from the panel: low halves, then high halves.
#define QUARTER(n) \
	VMOVDQU (32*n)(SI), Y8; \
	VPSRLW $4, Y8, Y9; \
	VPAND Y10, Y8, Y8; \
	VPAND Y10, Y9, Y9; \
	PAIRS(Y8, (4*n)); \
	PAIRS(Y9, (4*n+16))

// SCALE ends a block for one position: its sum, less what the weights are too
// large by, is scaled and added to acc. Y8 holds the rows' scales.
#define SCALE(sum, acc, scale, sum8) \
	VPMADDWD Y11, sum, Y12; \
	VPBROADCASTD sum8, Y13; \
	VPSUBD Y13, Y12, Y12; \
	VCVTDQ2PS Y12, Y12; \
	VBROADCASTSS scale, Y13; \
	VMULPS Y8, Y13, Y13; \
	VFMADD231PS Y12, Y13, acc

// BEGIN takes a panel kernel's arguments.
#define BEGIN \
	MOVQ dst+0(FP), DI; \
	MOVQ stride+8(FP), DX; \
	MOVQ nibbles+16(FP), SI; \
	MOVQ scales+24(FP), R8; \
	MOVQ bias+32(FP), AX; \
	MOVQ values+40(FP), R9; \
	MOVQ infos+48(FP), R12; \
	MOVQ blocks+56(FP), CX; \
	MOVQ CX, R10; \
	SHLQ $5, R10; \
	LEAQ (R9)(R10*2), R11; \
	MOVQ CX, BX; \
	SHLQ $3, BX; \
	LEAQ (R12)(BX*2), R13; \
	VMOVDQU low<>(SB), Y10; \
	VMOVDQU pairs<>(SB), Y11; \
	VMOVUPS (AX), Y0; \
	VMOVAPS Y0, Y1; \
	VMOVAPS Y0, Y2; \
	VMOVAPS Y0, Y3

#define CLEAR \
	VPXOR Y4, Y4, Y4; \
	VPXOR Y5, Y5, Y5; \
	VPXOR Y6, Y6, Y6; \
	VPXOR Y7, Y7, Y7

// ONWARD goes on to the next block.
#define ONWARD \
	ADDQ $128, SI; \
	ADDQ $32, R8; \
	ADDQ $32, R9; \
	ADDQ $32, R11; \
	ADDQ $8, R12; \
	ADDQ $8, R13; \
	DECQ CX

// STORE puts the four positions' results down.
#define STORE \
	SHLQ $2, DX; \
	VMOVUPS Y0, (DI); \
	VMOVUPS Y1, (DI)(DX*1); \
	LEAQ (DI)(DX*2), DI; \
	VMOVUPS Y2, (DI); \
	VMOVUPS Y3, (DI)(DX*1); \
	VZEROUPPER

// func panelAVX2(dst *float32, stride int, nibbles *byte, scales, bias *float32, values *int8, infos *blockInfo, blocks int)
TEXT ·panelAVX2(SB), NOSPLIT, $0-64
	BEGIN
next:
	CLEAR
	QUARTER(0)
	QUARTER(1)
	QUARTER(2)
	QUARTER(3)
	VMOVUPS (R8), Y8
	SCALE(Y4, Y0, (R12), 4(R12))
	SCALE(Y5, Y1, (R12)(BX*1), 4(R12)(BX*1))
	SCALE(Y6, Y2, (R13), 4(R13))
	SCALE(Y7, Y3, (R13)(BX*1), 4(R13)(BX*1))
	ONWARD
	JNZ next
	STORE
	RET

// ROW adds one position's number times 16 columns.
#define ROW(number, left, right) \
	VBROADCASTSS number, Y10; \
	VFMADD231PS Y8, Y10, left; \
	VFMADD231PS Y9, Y10, right

// func productAVX2(c *float32, cStride int, a *float32, aStride int, b *float32, bStride, depth int)
TEXT ·productAVX2(SB), NOSPLIT, $0-56
	MOVQ c+0(FP), DI
	MOVQ cStride+8(FP), DX
	MOVQ a+16(FP), SI
	MOVQ aStride+24(FP), R10
	MOVQ b+32(FP), R8
	MOVQ bStride+40(FP), BX
	MOVQ depth+48(FP), CX
	SHLQ $2, DX
	SHLQ $2, R10
	SHLQ $2, BX
	LEAQ (SI)(R10*2), R11
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7

deeper:
	VMOVUPS (R8), Y8
	VMOVUPS 32(R8), Y9
	ROW((SI), Y0, Y1)
	ROW((SI)(R10*1), Y2, Y3)
	ROW((R11), Y4, Y5)
	ROW((R11)(R10*1), Y6, Y7)
	ADDQ BX, R8
	ADDQ $4, SI
	ADDQ $4, R11
	DECQ CX
	JNZ deeper

	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, (DI)(DX*1)
	VMOVUPS Y3, 32(DI)(DX*1)
	LEAQ (DI)(DX*2), DI
	VMOVUPS Y4, (DI)
	VMOVUPS Y5, 32(DI)
	VMOVUPS Y6, (DI)(DX*1)
	VMOVUPS Y7, 32(DI)(DX*1)
	VZEROUPPER
	RET

// DOT is PAIRS for processors that multiply and add four bytes in one step.
#define DOT(weights, at) \
	VPDPBUSD.BCST at(R9), weights, Y4; \
	VPDPBUSD.BCST at(R9)(R10*1), weights, Y5; \
	VPDPBUSD.BCST at(R11), weights, Y6; \
	VPDPBUSD.BCST at(R11)(R10*1), weights, Y7

#define QUARTERDOT(n) \
	VMOVDQU (32*n)(SI), Y8; \
	VPSRLW $4, Y8, Y9; \
	VPAND Y10, Y8, Y8; \
	VPAND Y10, Y9, Y9; \
	DOT(Y8, (4*n)); \
	DOT(Y9, (4*n+16))

#define SCALEDOT(sum, acc, scale, sum8) \
	VPSUBD.BCST sum8, sum, Y12; \
	VCVTDQ2PS Y12, Y12; \
	VMULPS.BCST scale, Y8, Y13; \
	VFMADD231PS Y12, Y13, acc

// func panelVNNI(dst *float32, stride int, nibbles *byte, scales, bias *float32, values *int8, infos *blockInfo, blocks int)
TEXT ·panelVNNI(SB), NOSPLIT, $0-64
	BEGIN
next:
	CLEAR
	QUARTERDOT(0)
	QUARTERDOT(1)
	QUARTERDOT(2)
	QUARTERDOT(3)
	VMOVUPS (R8), Y8
	SCALEDOT(Y4, Y0, (R12), 4(R12))
	SCALEDOT(Y5, Y1, (R12)(BX*1), 4(R12)(BX*1))
	SCALEDOT(Y6, Y2, (R13), 4(R13))
	SCALEDOT(Y7, Y3, (R13)(BX*1), 4(R13)(BX*1))
	ONWARD
	JNZ next
	STORE
	RET

// LARGEST leaves in X4 the largest of Y4's eight numbers.
#define LARGEST \
	VEXTRACTF128 $1, Y4, X5; \
	VMAXPS X5, X4, X4; \
	VPSHUFD $0x4e, X4, X5; \
	VMAXPS X5, X4, X4; \
	VPSHUFD $0xb1, X4, X5; \
	VMAXPS X5, X4, X4

// func quantizeAVX2(x *float32, values *int8, infos *blockInfo, blocks int)
TEXT ·quantizeAVX2(SB), NOSPLIT, $0-32
	MOVQ x+0(FP), SI
	MOVQ values+8(FP), DI
	MOVQ infos+16(FP), R8
	MOVQ blocks+24(FP), CX
	VMOVUPS absolute<>(SB), Y15
	VMOVUPS most<>(SB), Y14
	VXORPS Y13, Y13, Y13

again:
	VMOVUPS (SI), Y0
	VMOVUPS 32(SI), Y1
	VMOVUPS 64(SI), Y2
	VMOVUPS 96(SI), Y3
	VANDPS Y15, Y0, Y4
	VANDPS Y15, Y1, Y5
	VANDPS Y15, Y2, Y6
	VANDPS Y15, Y3, Y7
	VMAXPS Y5, Y4, Y4
	VMAXPS Y7, Y6, Y6
	VMAXPS Y6, Y4, Y4
	LARGEST
	VDIVSS X14, X4, X6        // scale = largest/127
	VMOVSS X6, (R8)
	VDIVSS X4, X14, X7        // 127/largest, or infinite
	VUCOMISS X13, X4
	JNE scaled
	VXORPS X7, X7, X7
scaled:
	VBROADCASTSS X7, Y7
	VMULPS Y7, Y0, Y0
	VMULPS Y7, Y1, Y1
	VMULPS Y7, Y2, Y2
	VMULPS Y7, Y3, Y3
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y1, Y1
	VCVTPS2DQ Y2, Y2
	VCVTPS2DQ Y3, Y3
	VPADDD Y1, Y0, Y4
	VPADDD Y3, Y2, Y5
	VPADDD Y5, Y4, Y4
	VEXTRACTI128 $1, Y4, X5
	VPADDD X5, X4, X4
	VPSHUFD $0x4e, X4, X5
	VPADDD X5, X4, X4
	VPSHUFD $0xb1, X4, X5
	VPADDD X5, X4, X4
	VPSLLD $3, X4, X4
	VMOVD X4, 4(R8)
	VPACKSSDW Y1, Y0, Y0
	VPACKSSDW Y3, Y2, Y2
	VPACKSSWB Y2, Y0, Y0      // eights of four: 0 2 4 6 1 3 5 7 by fours
	VMOVDQU order<>(SB), Y5
	VPERMD Y0, Y5, Y0
	VMOVDQU Y0, (DI)
	ADDQ $128, SI
	ADDQ $32, DI
	ADDQ $8, R8
	DECQ CX
	JNZ again
	VZEROUPPER
	RET

DATA order<>+0(SB)/4, $0
DATA order<>+4(SB)/4, $4
DATA order<>+8(SB)/4, $1
DATA order<>+12(SB)/4, $5
DATA order<>+16(SB)/4, $2
DATA order<>+20(SB)/4, $6
DATA order<>+24(SB)/4, $3
DATA order<>+28(SB)/4, $7
GLOBL order<>(SB), RODATA|NOPTR, $32

// TOTAL leaves in X3 the sum of Y3's eight numbers.
#define TOTAL \
	VEXTRACTF128 $1, Y3, X5; \
	VADDPS X5, X3, X3; \
	VPSHUFD $0x4e, X3, X5; \
	VADDPS X5, X3, X3; \
	VPSHUFD $0xb1, X3, X5; \
	VADDPS X5, X3, X3

// func softmaxAVX2(x *float32, eights int)
TEXT ·softmaxAVX2(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), SI
	MOVQ eights+8(FP), CX
	MOVQ SI, DI
	MOVQ CX, DX
	VMOVUPS (SI), Y4
top:
	VMAXPS (DI), Y4, Y4
	ADDQ $32, DI
	DECQ DX
	JNZ top
	LARGEST
	VBROADCASTSS X4, Y4
	VXORPS Y3, Y3, Y3
	VMOVUPS log2e<>(SB), Y15
	VMOVUPS ln2<>(SB), Y14
	VMOVUPS one<>(SB), Y13
	VMOVUPS half2<>(SB), Y12
	VMOVUPS sixth<>(SB), Y11
	VMOVUPS fourth<>(SB), Y10
	VMOVUPS fifth<>(SB), Y9
	VMOVUPS lowest<>(SB), Y8
	MOVQ SI, DI
	MOVQ CX, DX
power:
	VMOVUPS (DI), Y0
	VSUBPS Y4, Y0, Y0
	VMAXPS Y8, Y0, Y0
	VMULPS Y15, Y0, Y1
	VROUNDPS $0, Y1, Y1
	VFNMADD231PS Y14, Y1, Y0  // what is left past the whole power of two
	VCVTPS2DQ Y1, Y1
	VPSLLD $23, Y1, Y1
	VMOVAPS Y9, Y2
	VFMADD213PS Y10, Y0, Y2
	VFMADD213PS Y11, Y0, Y2
	VFMADD213PS Y12, Y0, Y2
	VFMADD213PS Y13, Y0, Y2
	VFMADD213PS Y13, Y0, Y2
	VPADDD Y1, Y2, Y2
	VMOVUPS Y2, (DI)
	VADDPS Y2, Y3, Y3
	ADDQ $32, DI
	DECQ DX
	JNZ power
	TOTAL
	VDIVSS X3, X13, X3
	VBROADCASTSS X3, Y3
share:
	VMULPS (SI), Y3, Y0
	VMOVUPS Y0, (SI)
	ADDQ $32, SI
	DECQ CX
	JNZ share
	VZEROUPPER
	RET

// func normalizeAVX2(x, y, weight, bias *float32, eights, rows int, share float32)
TEXT ·normalizeAVX2(SB), NOSPLIT, $0-52
	MOVQ x+0(FP), SI
	MOVQ y+8(FP), DI
	MOVQ weight+16(FP), R8
	MOVQ bias+24(FP), R9
	MOVQ eights+32(FP), DX
	MOVQ rows+40(FP), CX
	VMOVSS share+48(FP), X15
	VMOVUPS tiny<>(SB), Y14
	VMOVUPS one<>(SB), Y13

nextrow:
	VXORPS Y3, Y3, Y3
	MOVQ SI, R10
	MOVQ DX, BX
add:
	VMOVUPS (R10), Y0
	VADDPS (DI), Y0, Y0
	VMOVUPS Y0, (R10)
	VADDPS Y0, Y3, Y3
	ADDQ $32, R10
	ADDQ $32, DI
	DECQ BX
	JNZ add
	TOTAL
	VMULSS X15, X3, X3
	VBROADCASTSS X3, Y4       // the mean

	VXORPS Y3, Y3, Y3
	MOVQ SI, R10
	MOVQ DX, BX
spread:
	VMOVUPS (R10), Y0
	VSUBPS Y4, Y0, Y0
	VFMADD231PS Y0, Y0, Y3
	ADDQ $32, R10
	DECQ BX
	JNZ spread
	TOTAL
	VMULSS X15, X3, X3
	VADDSS X14, X3, X3
	VSQRTSS X3, X3, X3
	VDIVSS X3, X13, X3
	VBROADCASTSS X3, Y5       // one over the standard deviation

	MOVQ R8, R11
	MOVQ R9, R12
	MOVQ DX, BX
scale:
	VMOVUPS (SI), Y0
	VSUBPS Y4, Y0, Y0
	VMULPS Y5, Y0, Y0
	VMOVUPS (R11), Y1
	VFMADD213PS (R12), Y1, Y0
	VMOVUPS Y0, (SI)
	ADDQ $32, SI
	ADDQ $32, R11
	ADDQ $32, R12
	DECQ BX
	JNZ scale
	DECQ CX
	JNZ nextrow
	VZEROUPPER
	RET

// func geluAVX2(x *float32, eights int)
TEXT ·geluAVX2(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), SI
	MOVQ eights+8(FP), CX
	VMOVUPS absolute<>(SB), Y15
	VMOVUPS one<>(SB), Y14
	VMOVUPS minushalf<>(SB), Y13
	VMOVUPS lowest<>(SB), Y12
	VMOVUPS log2e<>(SB), Y11
	VMOVUPS ln2<>(SB), Y10
	VMOVUPS erfp<>(SB), Y9
	VMOVUPS erf5<>(SB), Y8
	VXORPS Y7, Y7, Y7
numbers:
	VMOVUPS (SI), Y0
	VANDPS Y15, Y0, Y1        // |x|

	VMULPS Y0, Y0, Y2         // e to the power -x²/2
	VMULPS Y13, Y2, Y2
	VMAXPS Y12, Y2, Y2
	VMULPS Y11, Y2, Y3
	VROUNDPS $0, Y3, Y3
	VFNMADD231PS Y10, Y3, Y2
	VCVTPS2DQ Y3, Y3
	VPSLLD $23, Y3, Y3
	VMOVUPS fifth<>(SB), Y4
	VFMADD213PS fourth<>(SB), Y2, Y4
	VFMADD213PS sixth<>(SB), Y2, Y4
	VFMADD213PS half2<>(SB), Y2, Y4
	VFMADD213PS Y14, Y2, Y4
	VFMADD213PS Y14, Y2, Y4
	VPADDD Y3, Y4, Y4

	VMOVAPS Y9, Y2            // t = 1/(1 + p|x|)
	VFMADD213PS Y14, Y1, Y2
	VDIVPS Y2, Y14, Y2
	VMOVAPS Y8, Y3
	VFMADD213PS erf4<>(SB), Y2, Y3
	VFMADD213PS erf3<>(SB), Y2, Y3
	VFMADD213PS erf2<>(SB), Y2, Y3
	VFMADD213PS erf1<>(SB), Y2, Y3
	VMULPS Y2, Y3, Y3         // 1 - erf, but for the power

	VMULPS Y3, Y4, Y4
	VMULPS Y13, Y1, Y1
	VMAXPS Y7, Y0, Y0
	VFMADD231PS Y4, Y1, Y0    // max(x, 0) - |x|/2 (1 - erf)
	VMOVUPS Y0, (SI)
	ADDQ $32, SI
	DECQ CX
	JNZ numbers
	VZEROUPPER
	RET

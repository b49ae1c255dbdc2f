import CKernels
import TensorKit
import TestSupport
import Testing

/// Compares every fast kernel with its scalar version, also on sizes that are no multiple of a vector.
@Suite struct KernelTests {
    private static func noise(_ count: Int, seed: UInt64 = 1, scale: Float = 1) -> [Float] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (Float(state >> 40) / Float(1 << 23) - 1) * scale
        }
    }

    @Test(arguments: [(1, 1, 1), (7, 33, 5), (14, 32, 288), (15, 31, 7), (29, 65, 40), (16, 7, 128), (100, 96, 251)])
    func gemmAgrees(m: Int, n: Int, k: Int) {
        let a = Self.noise(m * k)
        let b = Self.noise(n * k, seed: 2)
        let bias = Self.noise(n, seed: 3)
        var packed = [Float](repeating: .nan, count: ws_packed_count(k, n))
        ws_pack_transposed(k, n, b, &packed)
        for flags in [0, WS_GEMM_ACCUMULATE, WS_GEMM_RELU, WS_GEMM_ACCUMULATE | WS_GEMM_RELU].map(Int32.init) {
            let before = Self.noise(m * n, seed: 4)
            var plain = before
            ws_gemm_scalar(m, n, k, a, k, packed, bias, &plain, n, flags)
            for kernel in Self.kernels {
                var fast = before
                ws_gemm_by(kernel, m, n, k, a, k, packed, bias, &fast, n, flags)
                #expect(SignalComparison.largestDifference(fast, plain) < 2e-5, "kernel \(kernel)")
                #expect(fast.contains { $0 != 0 } || flags & Int32(WS_GEMM_RELU) != 0)
            }
            var (chosen, best) = (before, before)
            ws_gemm(m, n, k, a, k, packed, bias, &chosen, n, flags)
            ws_gemm_by(Self.kernels.max() ?? 0, m, n, k, a, k, packed, bias, &best, n, flags)
            #expect(chosen == best)
        }
    }

    /// The matrix product kernels that this CPU can run; the portable one is always among them.
    private static let kernels = [WS_GEMM_PORTABLE, WS_GEMM_AVX2, WS_GEMM_AVX512].map { Int32($0) }
        .filter { ws_gemm_has($0) != 0 }

    @Test(arguments: [0, WS_GEMM_ACCUMULATE, WS_GEMM_RELU].map(Int32.init))
    func productsPropagateNaN(flags: Int32) {
        #expect(Self.kernels.contains(Int32(WS_GEMM_PORTABLE)))
        var packed = [Float](repeating: 0, count: ws_packed_count(2, 20))
        ws_pack_transposed(2, 20, Self.noise(40), &packed)
        for kernel in Self.kernels {
            var c = [Float](repeating: 1, count: 40)
            ws_gemm_by(kernel, 2, 20, 2, [.nan, 1, 1, 1], 2, packed, nil, &c, 20, flags)
            #expect(c[..<20].allSatisfy { $0.isNaN }, "kernel \(kernel)")
            #expect(c[20...].allSatisfy { $0.isFinite })
        }
    }

    @Test func productsWriteOnlyTheirOwnColumns() {
        for n in [1, 15, 16, 17, 31, 32, 33] {
            var packed = [Float](repeating: 0, count: ws_packed_count(3, n))
            ws_pack_transposed(3, n, Self.noise(3 * n), &packed)
            for kernel in Self.kernels {
                var c = [Float](repeating: 42, count: 15 * (n + 5))
                ws_gemm_by(kernel, 15, n, 3, Self.noise(45, seed: 2), 3, packed, nil, &c, n + 5, 0)
                let beside = c.indices.filter { $0 % (n + 5) >= n }
                #expect(beside.allSatisfy { c[$0] == 42 }, "kernel \(kernel), \(n) columns")
            }
        }
    }

    @Test func rowsDoNotDependOnTheirBatch() {
        let matrix = PackedMatrix(weight: Self.noise(100 * 288), outputCount: 100, inputCount: 288)
        let input = Self.noise(31 * 288, seed: 2)
        var together = [Float](repeating: 0, count: 31 * 100)
        matrix.multiply(input, rows: 31, into: &together)
        for row in 0..<31 {
            var alone = [Float](repeating: 0, count: 100)
            matrix.multiply(Array(input[row * 288..<(row + 1) * 288]), rows: 1, into: &alone)
            #expect(alone == Array(together[row * 100..<(row + 1) * 100]))
        }
    }

    @Test func overlappingRowsAreAConvolution() {
        let matrix = PackedMatrix(weight: Self.noise(3 * 5), outputCount: 3, inputCount: 5)
        let input = Self.noise(5 + 2 * 9, seed: 2)
        var overlapping = [Float](repeating: 0, count: 10 * 3)
        matrix.multiply(input, rows: 10, stride: 2, into: &overlapping)
        let copied = (0..<10).flatMap { input[$0 * 2..<$0 * 2 + 5] }
        var plain = [Float](repeating: 0, count: 10 * 3)
        matrix.multiply(copied, rows: 10, into: &plain)
        #expect(overlapping == plain)
    }

    @Test(arguments: [1, 5, 16, 63, 1000])
    func pointwiseFunctionsAgree(count: Int) {
        let x = Self.noise(count, scale: 6)
        for (fast, plain) in [(ws_gelu, ws_gelu_scalar), (ws_tanh, ws_tanh_scalar)] {
            var (a, b) = (x, x)
            fast(&a, count)
            plain(&b, count)
            #expect(SignalComparison.largestDifference(a, b) < 2e-6)
        }
        var (a, b) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
        let z = Self.noise(2 * count, scale: 6)
        ws_gated_silu(z, &a, 1, count)
        ws_gated_silu_scalar(z, &b, 1, count)
        #expect(SignalComparison.largestDifference(a, b) < 2e-5)
    }

    @Test func extremeInputsStayFinite() {
        var x: [Float] = [-1e4, -100, -0.0, 0, 100, 1e4]
        ws_gelu(&x, x.count)
        #expect(x == [0, 0, 0, 0, 100, 1e4])
        var t: [Float] = [-1e4, -50, 50, 1e4]
        ws_tanh(&t, t.count)
        #expect(t == [-1, -1, 1, 1])
        var s: [Float] = [-1e30, 0, 1e4, 1e4]
        ws_softmax(&s, 1, 4, 4, 1)
        #expect(SignalComparison.largestDifference(s, [0, 0, 0.5, 0.5]) < 1e-30)
    }

    @Test(arguments: [(1, 1), (3, 7), (5, 100), (2, 623)])
    func softmaxAgrees(rows: Int, columns: Int) {
        var a = Self.noise(rows * columns, scale: 20)
        var b = a
        ws_softmax(&a, rows, columns, columns, 0.5)
        ws_softmax_scalar(&b, rows, columns, columns, 0.5)
        #expect(SignalComparison.largestDifference(a, b) < 1e-6)
    }

    @Test(arguments: [(1, 16), (3, 288), (2, 37)])
    func layerNormAgrees(rows: Int, width: Int) {
        let x = Self.noise(rows * width, scale: 3)
        let weight = Self.noise(width, seed: 2)
        var (a, b) = (x, x)
        ws_layer_norm(x, weight, &a, rows, width, 1e-5)
        ws_layer_norm_scalar(x, weight, &b, rows, width, 1e-5)
        #expect(SignalComparison.largestDifference(a, b) < 1e-5)
    }

    @Test(arguments: [(1, 128), (5, 37)])
    func lstmStepAgrees(rows: Int, width: Int) {
        let gates = Self.noise(rows * 4 * width, scale: 4)
        var (c1, c2) = (Self.noise(rows * width, seed: 2), Self.noise(rows * width, seed: 2))
        var (h1, h2) = ([Float](repeating: 0, count: rows * width), [Float](repeating: 0, count: rows * width))
        ws_lstm_step(gates, 4 * width, &c1, &h1, width, rows, width)
        ws_lstm_step_scalar(gates, 4 * width, &c2, &h2, width, rows, width)
        #expect(SignalComparison.largestDifference(c1, c2) < 2e-6)
        #expect(SignalComparison.largestDifference(h1, h2) < 2e-6)
    }

    @Test(arguments: [1, 4, 50, 413])
    func attentionAgrees(count: Int) {
        let query = Self.noise(36, scale: 3)
        let (keys, values) = (Self.noise(count * 80, seed: 2), Self.noise(count * 80, seed: 3))
        var (w1, w2) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
        var (c1, c2) = ([Float](repeating: 0, count: 36), [Float](repeating: 0, count: 36))
        ws_attend(query, keys, values, count, 80, 36, 1.0 / 6, &w1, &c1)
        ws_attend_scalar(query, keys, values, count, 80, 36, 1.0 / 6, &w2, &c2)
        #expect(SignalComparison.largestDifference(w1, w2) < 1e-6)
        #expect(SignalComparison.largestDifference(c1, c2) < 2e-6)
    }

    @Test(arguments: [5, 64, 200, 32_768])
    func largestValuesComeInOrder(count: Int) throws {
        var x = Self.noise(count, scale: 4)
        x[count / 2] = x[1]
        var indices = [Int](repeating: 0, count: 5)
        var logs = [Float](repeating: 0, count: 5)
        ws_top_log_softmax(x, count, 5, &indices, &logs)
        #expect(indices == Array(x.indices.sorted { (-x[$0], $0) < (-x[$1], $1) }.prefix(5)))
        let total = x.reduce(0.0) { $0 + Double($1).exponential }.logarithm
        for (index, log) in try paired(indices, logs) { #expect(abs(Double(log) - (Double(x[index]) - total)) < 1e-4) }
    }

    @Test(arguments: [4, 5, 16, 413])
    func medianAgrees(count: Int) {
        let x = Self.noise(count)
        var scratch = [Float](repeating: 0, count: count + 6)
        var (a, b) = ([Float](repeating: 1, count: count), [Float](repeating: 1, count: count))
        ws_add_median7_zscore(x, count, 0.25, &scratch, &a)
        ws_add_median7_zscore_scalar(x, count, 0.25, &scratch, &b)
        #expect(SignalComparison.largestDifference(a, b) < 1e-6)
        #expect(a.contains { $0 != 1 })
    }

    @Test(arguments: [(1, 80), (7, 60), (30, 33)])
    func poolingByThreeAgrees(pooled: Int, width: Int) throws {
        let x = Self.noise(pooled * 3 * width)
        let shift = Self.noise(width, seed: 2)
        for absolute in [Int32(0), 1] {
            var (a, b) = ([Float](repeating: 0, count: pooled * width), [Float](repeating: 0, count: pooled * width))
            let zeros = [Double](repeating: 0, count: width)
            var (sum1, square1, sum2, square2) = (zeros, zeros, zeros, zeros)
            ws_pool3(x, shift, 1.5, absolute, &a, pooled, width, &sum1, &square1)
            ws_pool3_scalar(x, shift, 1.5, absolute, &b, pooled, width, &sum2, &square2)
            #expect(SignalComparison.largestDifference(a, b) < 1e-6)
            for (fast, plain) in try paired(sum1 + square1, sum2 + square2) { #expect(abs(fast - plain) < 1e-4) }
        }
    }

    @Test func statisticsPoolingAgrees() {
        let frames = (0..<9).map { Self.noise(100, seed: UInt64($0 + 1)) }
        let weights: [Float] = [0, 1, 1, 0, 0.5, 1, 0, 1, 1]
        let zeros = [Float](repeating: 0, count: 100)
        var (mean1, deviation1, mean2, deviation2) = (zeros, zeros, zeros, zeros)
        frames.flatMap(\.self).withUnsafeBufferPointer { flat in
            let pointers = frames.indices.map { index in flat.baseAddress.map { $0 + index * 100 } }
            ws_pool_statistics(pointers, weights, 9, 100, &mean1, &deviation1)
            ws_pool_statistics_scalar(pointers, weights, 9, 100, &mean2, &deviation2)
        }
        #expect(SignalComparison.largestDifference(mean1, mean2) < 1e-6)
        #expect(SignalComparison.largestDifference(deviation1, deviation2) < 1e-5)
    }

    @Test(arguments: [(1, 1), (2, 3), (7, 5), (40, 10)], [(16, 16), (32, 64)])
    func winogradAgrees(size: (Int, Int), channels: (Int, Int)) {
        let (rows, columns) = size
        let (input, output) = channels
        let x = Self.noise(rows * columns * input)
        let weight = Self.noise(input * output * 9, seed: 2, scale: 0.3)
        let bias = Self.noise(output, seed: 3)
        let residual = Self.noise(rows * columns * output, seed: 4)
        var packed = [Float](repeating: 0, count: ws_winograd_weight_count(input, output))
        ws_winograd_weights(weight, input, output, &packed)
        var scratch = [Float](repeating: 0, count: ws_winograd_scratch_count(input, output))
        var fast = [Float](repeating: 0, count: rows * columns * output)
        var plain = fast
        ws_winograd_conv(x, rows, columns, input, output, packed, bias, residual, &fast, &scratch)
        ws_conv3x3_scalar(x, rows, columns, input, output, weight, bias, residual, &plain)
        #expect(SignalComparison.largestDifference(fast, plain) < 2e-5)
        ws_winograd_conv(x, rows, columns, input, output, packed, bias, nil, &fast, &scratch)
        ws_conv3x3_scalar(x, rows, columns, input, output, weight, bias, nil, &plain)
        #expect(SignalComparison.largestDifference(fast, plain) < 2e-5)
    }
}

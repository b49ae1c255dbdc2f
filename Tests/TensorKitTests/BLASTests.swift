import TensorKit
import TestSupport
import Testing

@Suite struct BLASTests {
    /// `Σ a(i, l) · b(l, j)`, the definition of the product.
    private static func product(
        m: Int, n: Int, k: Int, _ a: (Int, Int) -> Double, _ b: (Int, Int) -> Double
    ) -> [Double] {
        (0..<m).flatMap { i in (0..<n).map { j in (0..<k).reduce(0.0) { $0 + a(i, $1) * b($1, j) } } }
    }

    private static func agree(_ a: [Double], _ b: [Double], within tolerance: Double) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
    }

    @Test(arguments: [(1, 1, 1), (3, 5, 7), (16, 4, 33), (1, 20, 3)])
    func doubleProductsAgreeWithTheDefinition(m: Int, n: Int, k: Int) {
        let a = Noise.doubles(m * k)
        let b = Noise.doubles(k * n, seed: 2)
        #expect(
            Self.agree(
                BLAS.multiply(a, b, m: m, n: n, k: k),
                Self.product(m: m, n: n, k: k, { a[$0 * k + $1] }, { b[$0 * n + $1] }), within: 1e-12))
        #expect(
            Self.agree(
                BLAS.multiplyTransposed(a, b, m: m, n: n, k: k),
                Self.product(m: m, n: n, k: k, { a[$0 * k + $1] }, { b[$1 * k + $0] }), within: 1e-12))
        #expect(
            Self.agree(
                BLAS.multiplyTransposedLeft(a, b, m: m, n: n, k: k),
                Self.product(m: m, n: n, k: k, { a[$1 * m + $0] }, { b[$0 * n + $1] }), within: 1e-12))
    }

    @Test func singleProductsKeepToTheirLeadingDimensions() {
        let (m, n, k) = (3, 4, 5)
        let (lda, ldb, ldc) = (7, 9, 6)
        let a = Noise.floats(m * lda)
        let b = Noise.floats(n * ldb + k * ldb, seed: 2)
        var c = [Float](repeating: 42, count: m * ldc)
        BLAS.multiplyTransposed(m: m, n: n, k: k, scale: 0.5, a, lda: lda, b, ldb: ldb, into: &c, ldc: ldc)
        var expected = Self.product(m: m, n: n, k: k, { Double(a[$0 * lda + $1]) / 2 }, { Double(b[$1 * ldb + $0]) })
        for i in 0..<m {
            for j in 0..<n { #expect(abs(Double(c[i * ldc + j]) - expected[i * n + j]) < 1e-6) }
            #expect(c[i * ldc + n] == 42 && c[i * ldc + n + 1] == 42)
        }
        BLAS.multiply(m: m, n: n, k: k, a, lda: lda, b, ldb: ldb, into: &c, ldc: ldc)
        expected = Self.product(m: m, n: n, k: k, { Double(a[$0 * lda + $1]) }, { Double(b[$0 * ldb + $1]) })
        for i in 0..<m {
            for j in 0..<n { #expect(abs(Double(c[i * ldc + j]) - expected[i * n + j]) < 1e-6) }
            #expect(c[i * ldc + n] == 42 && c[i * ldc + n + 1] == 42)
        }
    }

    @Test func theLibraryNamesItselfAndTheCPU() {
        #expect(BLAS.configuration.contains("OpenBLAS"))
        #expect(!BLAS.coreName.isEmpty)
    }
}

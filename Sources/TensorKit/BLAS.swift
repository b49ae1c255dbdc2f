internal import COpenBLAS

/// Products by OpenBLAS, for two matrices that are both computed at run time. Products with weights use `PackedMatrix`.
public enum BLAS {
    /// Limits OpenBLAS to one thread for each call, because the program computes several products in parallel instead.
    /// Call once before the first product.
    public static func useOneThread() { openblas_set_num_threads(1) }

    /// Library version, core type and build options, for diagnostics.
    public static var configuration: String { String(cString: openblas_get_config()) }

    /// The kernels that OpenBLAS chose for this CPU, for example `SkylakeX`.
    public static var coreName: String { String(cString: openblas_get_corename()) }

    /// `c[m x n] = scale · a[m x k] · b[n x k]ᵀ`; a leading dimension is the number of floats from one row to the next.
    public static func multiplyTransposed(
        m: Int, n: Int, k: Int, scale: Float = 1, _ a: UnsafePointer<Float>, lda: Int, _ b: UnsafePointer<Float>,
        ldb: Int, into c: UnsafeMutablePointer<Float>, ldc: Int
    ) {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, Int32(m), Int32(n), Int32(k), scale, a, Int32(lda), b, Int32(ldb),
            0, c, Int32(ldc))
    }

    /// `c[m x n] = a[m x k] · b[k x n]`; a leading dimension is the number of floats from one row to the next.
    public static func multiply(
        m: Int, n: Int, k: Int, _ a: UnsafePointer<Float>, lda: Int, _ b: UnsafePointer<Float>, ldb: Int,
        into c: UnsafeMutablePointer<Float>, ldc: Int
    ) {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(lda), b, Int32(ldb), 0,
            c, Int32(ldc))
    }

    /// `a · bᵀ` in double precision: `a` is m x k, `b` is n x k, the result m x n.
    public static func multiplyTransposed(_ a: [Double], _ b: [Double], m: Int, n: Int, k: Int) -> [Double] {
        var c = [Double](repeating: 0, count: m * n)
        cblas_dgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(k), b, Int32(k), 0, &c,
            Int32(n))
        return c
    }

    /// `a · b` in double precision: `a` is m x k, `b` is k x n, the result m x n.
    public static func multiply(_ a: [Double], _ b: [Double], m: Int, n: Int, k: Int) -> [Double] {
        var c = [Double](repeating: 0, count: m * n)
        cblas_dgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(k), b, Int32(n), 0, &c,
            Int32(n))
        return c
    }

    /// `aᵀ · b` in double precision: `a` is k x m, `b` is k x n, the result m x n.
    public static func multiplyTransposedLeft(_ a: [Double], _ b: [Double], m: Int, n: Int, k: Int) -> [Double] {
        var c = [Double](repeating: 0, count: m * n)
        cblas_dgemm(
            CblasRowMajor, CblasTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(m), b, Int32(n), 0, &c,
            Int32(n))
        return c
    }
}

/// Small operations on vectors of double precision.
enum Vectors {
    /// Each row minus `mean`, scaled to a Euclidean length.
    static func scaled(_ rows: [Double], minus mean: [Double]? = nil, width: Int, toLength length: Double) -> [Double] {
        var result = rows
        for start in stride(from: 0, to: rows.count, by: width) {
            var square = 0.0
            for i in 0..<width {
                if let mean { result[start + i] -= mean[i] }
                square += result[start + i] * result[start + i]
            }
            let factor = length / max(square.squareRoot(), 1e-12)
            for i in 0..<width { result[start + i] *= factor }
        }
        return result
    }

    /// Cosine of the angle between two vectors, -1 ... 1; 0 where one of them is zero.
    static func cosine(_ one: [Double], _ other: [Double]) -> Double {
        func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let lengths = (dot(one, one) * dot(other, other)).squareRoot()
        return lengths > 0 ? dot(one, other) / lengths : 0
    }
}

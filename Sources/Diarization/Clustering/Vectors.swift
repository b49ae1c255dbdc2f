/// Small operations on rows of doubles.
enum Vectors {
    /// Each row minus `mean`, brought to a length.
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
}

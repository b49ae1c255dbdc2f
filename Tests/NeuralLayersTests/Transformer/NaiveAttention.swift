import TestSupport

/// Attention as its definition reads, in double precision.
enum NaiveAttention {
    /// - Parameters:
    ///   - query: one row of all heads.
    ///   - keyValues: rows of key and value side by side.
    /// - Returns: the context of all heads and the weights of each head.
    static func attend(
        _ query: [Float], _ keyValues: [[Float]], heads: Int
    ) -> (context: [Float], weights: [[Float]]) {
        let width = query.count
        let size = width / heads
        var context: [Float] = []
        var all: [[Float]] = []
        for head in 0..<heads {
            let offset = head * size
            let scores = keyValues.map { row in
                (0..<size).reduce(0.0) { $0 + Double(query[offset + $1]) * Double(row[offset + $1]) }
                    / Double(size).squareRoot()
            }
            let exponentials = scores.map(\.exponential)
            let sum = exponentials.reduce(0, +)
            let weights = exponentials.map { $0 / sum }
            for i in 0..<size {
                context.append(
                    Float(zip(weights, keyValues).reduce(0.0) { $0 + $1.0 * Double($1.1[width + offset + i]) }))
            }
            all.append(weights.map { Float($0) })
        }
        return (context, all)
    }
}

internal import func Foundation.exp

enum Sigmoid {
    static func of(_ x: Float) -> Float { 1 / (1 + exp(-x)) }
}

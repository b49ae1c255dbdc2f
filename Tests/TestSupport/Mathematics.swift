import Foundation

extension Double {
    /// e to this power.
    public var exponential: Double { exp(self) }
    /// Natural logarithm.
    public var logarithm: Double { log(self) }
    /// Sine of this angle in radians.
    public var sine: Double { sin(self) }
    /// Cosine of this angle in radians.
    public var cosine: Double { cos(self) }
}

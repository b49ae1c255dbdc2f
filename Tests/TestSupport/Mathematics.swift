import Foundation

extension Double {
    /// e to this power.
    public var exponential: Double { exp(self) }
    /// Natural logarithm.
    public var logarithm: Double { log(self) }
}

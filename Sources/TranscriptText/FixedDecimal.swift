/// Numbers with a fixed count of decimals, the same in every locale.
public enum FixedDecimal {
    /// The number rounded half away from zero.
    /// - Parameters:
    ///   - value: Finite and below 10¹² in magnitude.
    ///   - digits: Decimals, 1…6.
    public static func text(_ value: Double, digits: Int) -> String {
        precondition(value.isFinite && abs(value) < 1e12, "a number to print must be finite and of sensible size")
        precondition((1...6).contains(digits), "between one and six decimals can be printed")
        let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
        let magnitude = (abs(value) * Double(scale)).rounded()
        let whole = UInt64(magnitude) / UInt64(scale)
        let fraction = padded(UInt64(magnitude) % UInt64(scale), digits)
        return (value < 0 && magnitude > 0 ? "-" : "") + "\(whole).\(fraction)"
    }

    /// A whole number with zeros in front, to at least the given number of digits.
    package static func padded(_ value: UInt64, _ digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

/// A number of ffprobe's report, which writes some as numbers and others as text, `N/A` among them. What is no finite
/// number, or beyond a thousand years in seconds, counts as missing.
struct ReportedNumber: Decodable {
    let value: Double?

    private static let farthest = 3.2e10

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let number: Double?
        do {
            number = try container.decode(Double.self)
        } catch DecodingError.typeMismatch {
            do {
                number = Double(try container.decode(String.self))
            } catch DecodingError.typeMismatch {
                number = nil
            }
        }
        value = number.flatMap { $0.isFinite && abs($0) <= Self.farthest ? $0 : nil }
    }

    /// A whole number; nil where it is none.
    var count: Int? { value.flatMap { Int(exactly: $0) } }
    /// A length; nil where it is negative.
    var length: Double? { value.flatMap { $0 >= 0 ? $0 : nil } }
}

import Transcript

extension Double {
    /// A finite number in plain decimals, for example `12`, `-0.5` or `1e3`.
    ///
    /// Swift alone would also take hexadecimal, "nan" and "inf".
    public init?(plain text: some StringProtocol) {
        guard text.utf8.allSatisfy(Self.isPlain), let value = Double(text), value.isFinite else { return nil }
        self = value
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"),
            UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// A time in seconds as a file may state it: a plain number from 0 to `TimeRange.maxSeconds`.
    public init?(statedSeconds text: some StringProtocol) {
        guard let value = Double(plain: text), (0...TimeRange.maxSeconds).contains(value) else { return nil }
        self = value
    }
}

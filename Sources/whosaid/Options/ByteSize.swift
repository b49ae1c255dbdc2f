import ArgumentParser

/// A number of bytes as users write it: `500M`, `2G`, `1.5GB`, `512MiB`, `1000000`.
struct ByteSize: ExpressibleByArgument, Hashable {
    let bytes: Int

    init(bytes: Int) { self.bytes = bytes }

    /// Units are powers of 1000, or of 1024 with an `i`. A number without a unit counts bytes.
    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), number >= 0 else { return nil }
        var unit = argument.dropFirst(digits.count).uppercased()
        if unit.hasSuffix("B") { unit.removeLast() }
        let base: Double = unit.count == 2 && unit.hasSuffix("I") ? 1024 : 1000
        if base == 1024 { unit.removeLast() }
        guard let power = ["", "K", "M", "G", "T"].firstIndex(of: unit), base == 1000 || power > 0 else { return nil }
        let bytes = (0..<power).reduce(number) { size, _ in size * base }.rounded()
        guard bytes < 1e18 else { return nil }
        self.bytes = Int(bytes)
    }

    var defaultValueDescription: String { "\(bytes)" }
}

package import Foundation

/// The one way in which `Encodable` values become JSON that the program keeps: on one line, the members in the order of
/// their names, slashes as they are. Equal values give equal bytes.
package enum SortedJSON {
    /// The document as UTF-8.
    /// - Throws: What the encoder throws, for example for a number that is not finite.
    package static func data(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    /// The document as text.
    /// - Throws: As `data`.
    package static func text(_ value: some Encodable) throws -> String {
        String(decoding: try data(value), as: UTF8.self)
    }
}

import Foundation

/// A ZIP archive of files that are stored as they are, in the order in which they come.
///
/// Times are the first that the format knows, so that the same files give the same bytes.
struct StoredZIP {
    private var content = Data()
    private var directory = Data()
    private var count: UInt16 = 0

    /// Adds a file.
    /// - Parameters:
    ///   - name: In ASCII, separated by `/`, each once.
    ///   - text: All files together are less than 4 GiB, which is the limit of the format.
    mutating func add(_ name: String, _ text: String) {
        let bytes = Data(text.utf8)
        precondition(content.count + bytes.count < UInt32.max, "a ZIP archive of this kind holds less than 4 GiB")
        let offset = UInt32(content.count)
        let header = Self.fields(
            // Version 2.0, no flags, method 0 (stored), midnight, 1 January 1980.
            UInt16(20), UInt16(0), UInt16(0), UInt16(0), UInt16(0x21), CRC32.checksum(bytes), UInt32(bytes.count),
            UInt32(bytes.count), UInt16(name.utf8.count), UInt16(0))
        content += Self.fields(UInt32(0x0403_4B50)) + header + Data(name.utf8) + bytes
        directory +=
            Self.fields(UInt32(0x0201_4B50), UInt16(20)) + header
            // No comment, first disk, no attributes.
            + Self.fields(UInt16(0), UInt16(0), UInt16(0), UInt32(0), offset) + Data(name.utf8)
        count += 1
    }

    /// The archive with its directory.
    func finished() -> Data {
        content + directory
            + Self.fields(
                UInt32(0x0605_4B50), UInt16(0), UInt16(0), count, count, UInt32(directory.count),
                UInt32(content.count), UInt16(0))
    }

    /// Numbers as the format writes them: little-endian, one after the other.
    private static func fields(_ values: any FixedWidthInteger...) -> Data {
        values.reduce(into: Data()) { data, value in append(value, to: &data) }
    }

    private static func append(_ value: some FixedWidthInteger, to data: inout Data) {
        withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
}

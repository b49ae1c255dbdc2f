internal import FileSystem

/// The records of a cache entry: each is added at the end, and is on the disk before the next.
///
/// The file begins with a line that names the format and a line with the key's digest. A record is the length of its
/// content (8 bytes, little endian), 64 hexadecimal digits, and the content. The digits are the SHA-256 of the digits of
/// the record before (of the two lines for the first), the length and the content: a record that was torn by a crash,
/// changed, moved or copied from another entry does not match, and neither does anything after it. So the records before
/// it are complete, in order and of this key; the rest counts as never written, and the next record replaces it. That is
/// why an entry needs no temporary name while it is written.
///
/// One task at a time may use a log.
final class RecordLog {
    /// Why the file is not read to its end.
    enum Damage: Hashable {
        /// It ends within a record: the writer was killed, or the disk was full.
        case torn
        /// A record is not what its digest says.
        case changed
        /// The first lines are not those of this key and format.
        case otherFormat
    }

    /// A place between two records.
    struct Position: Hashable {
        fileprivate let offset: Int
        fileprivate let digest: String
    }

    /// First line; its number grows with every change of the layout.
    static let format = "whosaid-stage-log 1\n"
    /// Max bytes of a record's content: about ten times what a day of sound needs. A record that claims more is not read
    /// into memory.
    static let longestRecordBytes = 1 << 30
    private static let lengthBytes = 8
    private static let digestBytes = 64

    /// What is wrong with the part of the file that is not read; nil as long as nothing is.
    private(set) var damage: Damage?
    /// After the last record that was read or written.
    private(set) var position: Position
    private let file: CacheFile
    private let byteCount: Int

    /// Reads the first two lines, and replaces the file's content where they are not those of the key.
    init(_ file: CacheFile, key: StageKey) throws(StageCacheError) {
        self.file = file
        let header = Array((Self.format + key.digest + "\n").utf8)
        position = Position(offset: header.count, digest: FileDigest.sha256(bytes: header))
        let length = try file.byteCount()
        guard length > 0, try file.read(header.count, at: 0) == header else {
            damage = length > 0 ? .otherFormat : nil
            byteCount = header.count
            try file.write(header, at: 0)
            return
        }
        byteCount = length
    }

    /// The content of the next record; nil after the last whole one.
    func next() throws(StageCacheError) -> [UInt8]? {
        let rest = byteCount - position.offset
        guard rest > 0, damage == nil else { return nil }
        let headBytes = Self.lengthBytes + Self.digestBytes
        let head = try file.read(min(rest, headBytes), at: position.offset)
        let count = head.prefix(Self.lengthBytes).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard head.count == headBytes, count <= UInt64(rest - headBytes) else {
            damage = .torn
            return nil
        }
        guard count <= UInt64(Self.longestRecordBytes) else {
            damage = .changed
            return nil
        }
        let content = try file.read(Int(count), at: position.offset + headBytes)
        let digest = Self.digest(after: position, content)
        guard content.count == Int(count), digest.utf8.elementsEqual(head[Self.lengthBytes...]) else {
            damage = .changed
            return nil
        }
        position = Position(offset: position.offset + headBytes + content.count, digest: digest)
        return content
    }

    /// Adds a record at `position`; what the file had after it is removed.
    /// - Throws: `writeFailed`, `recordTooLong`; the record then counts as never written.
    func append(_ content: [UInt8]) throws(StageCacheError) {
        guard content.count <= Self.longestRecordBytes else { throw .recordTooLong(bytes: content.count) }
        let digest = Self.digest(after: position, content)
        let bytes = Self.length(content) + Array(digest.utf8) + content
        try file.write(bytes, at: position.offset)
        position = Position(offset: position.offset + bytes.count, digest: digest)
    }

    /// Goes back to an earlier position: the next record replaces those after it.
    func goBack(to position: Position) { self.position = position }

    /// Marks the entry as used now.
    func touch() throws(StageCacheError) { try file.touch() }

    private static func length(_ content: [UInt8]) -> [UInt8] {
        withUnsafeBytes(of: UInt64(content.count).littleEndian) { Array($0) }
    }

    private static func digest(after position: Position, _ content: [UInt8]) -> String {
        FileDigest.sha256(bytes: Array(position.digest.utf8) + length(content) + content)
    }
}

internal import Foundation
internal import ModelFiles

/// Turns the token ids of a recognizer into text: each id stands for a piece of UTF-8 bytes.
///
/// The file is a sequence of records, one per id: a length (one byte below 128, or two: low seven bits with the
/// top bit set, then the rest in units of 128) and as many bytes. A word boundary is the character U+2581 at the
/// start of a piece.
public struct BytePieceTokenizer: Sendable {
    /// Id that starts every decoding, `<s>`.
    public static let startID = 1
    /// Id that ends it, `</s>`.
    public static let endID = 2

    /// UTF-8 of U+2581.
    private static let wordBoundary: [UInt8] = [0xE2, 0x96, 0x81]

    /// All pieces, one after the other.
    private let pieces: [UInt8]
    /// Where each piece ends in `pieces`.
    private let ends: [Int]

    /// Number of ids.
    public var count: Int { ends.count }

    /// Reads the content of a tokenizer file.
    ///
    /// - Parameters:
    ///   - bytes: all of it.
    ///   - path: for error messages.
    /// - Throws: `ModelFileError.badTokenizer`.
    public init(bytes: [UInt8], path: String) throws {
        var pieces: [UInt8] = []
        var ends: [Int] = []
        pieces.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            var length = Int(bytes[position])
            position += 1
            if length >= 128 {
                guard position < bytes.count else {
                    throw ModelFileError.badTokenizer(path: path, reason: "ends inside the length of id \(ends.count)")
                }
                length = Int(bytes[position]) * 128 + length - 128
                position += 1
            }
            guard length <= bytes.count - position else {
                throw ModelFileError.badTokenizer(path: path, reason: "ends inside the piece of id \(ends.count)")
            }
            pieces += bytes[position..<position + length]
            position += length
            ends.append(pieces.count)
        }
        self.pieces = pieces
        self.ends = ends
        for (id, piece) in [(Self.startID, "<s>"), (Self.endID, "</s>")] {
            guard id < ends.count, self.bytes(of: id) == Array(piece.utf8) else {
                throw ModelFileError.badTokenizer(path: path, reason: "id \(id) is not \(piece)")
            }
        }
    }

    /// The bytes of one piece; they need not be valid UTF-8 on their own.
    ///
    /// - Parameter id: 0 ..< `count`.
    public func bytes(of id: Int) -> [UInt8] {
        precondition(ends.indices.contains(id), "token id \(id) of \(ends.count)")
        return Array(pieces[(id == 0 ? 0 : ends[id - 1])..<ends[id]])
    }

    /// Whether a piece begins a new word.
    public func startsWord(_ id: Int) -> Bool { bytes(of: id).starts(with: Self.wordBoundary) }

    /// Whether a piece is a marker such as `</s>`, which stands for no text.
    public func isMarker(_ id: Int) -> Bool {
        let piece = bytes(of: id)
        return piece.count > 2 && piece.first == UInt8(ascii: "<") && piece.last == UInt8(ascii: ">")
    }

    /// Text of a sequence of ids: markers left out, word boundaries as spaces, none at the ends.
    ///
    /// Bytes are joined before they are read as UTF-8, because a character can be spread over several ids; what
    /// is not UTF-8 becomes U+FFFD.
    public func decode(_ ids: [Int]) -> String {
        let joined = ids.filter { !isMarker($0) }.flatMap(bytes)
        return String(decoding: Self.replacingWordBoundaries(joined), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func replacingWordBoundaries(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.first {
            if rest.starts(with: wordBoundary) {
                result.append(UInt8(ascii: " "))
                rest = rest.dropFirst(wordBoundary.count)
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}

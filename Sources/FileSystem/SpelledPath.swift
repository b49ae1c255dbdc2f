/// File names as text: Linux allows any bytes in them, the archive and the output only UTF-8.
///
/// Bytes that are not UTF-8 are spelled `\xHH`. A name that contains such a spelling literally stays as it is; where a file
/// has that literal name, the spelling means that file.
public enum SpelledPath {
    /// The spelling of a path.
    public static func spelling(of bytes: some Collection<UInt8>) -> String {
        var text = ""
        var rest = ArraySlice(Array(bytes))
        while let first = rest.first {
            let length = characterLength(rest)
            if length > 0 {
                text += String(decoding: rest.prefix(length), as: UTF8.self)
                rest = rest.dropFirst(length)
            } else {
                text += "\\x" + (first < 16 ? "0" : "") + String(first, radix: 16, uppercase: true)
                rest = rest.dropFirst()
            }
        }
        return text
    }

    /// The bytes that a spelling stands for, where it stands for a name that is not UTF-8.
    public static func bytes(of spelling: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(spelling.utf8)[...]
        while let first = rest.first {
            let digits = rest.dropFirst(2).prefix(2)
            if rest.starts(with: Array("\\x".utf8)), digits.count == 2,
                let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), byte >= 0x80
            {
                bytes.append(byte)
                rest = rest.dropFirst(4)
            } else {
                bytes.append(first)
                rest = rest.dropFirst()
            }
        }
        return bytes
    }

    /// Bytes of the character that a text begins with, or 0 where it does not begin with UTF-8.
    private static func characterLength(_ bytes: ArraySlice<UInt8>) -> Int {
        for length in 1...4 where bytes.count >= length {
            if String(validating: bytes.prefix(length), as: UTF8.self) != nil { return length }
        }
        return 0
    }
}

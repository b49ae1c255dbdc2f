/// A file's path as a URL in a page.
enum AudioReference {
    /// An absolute path becomes a `file:` URL; a relative one stays relative, so that page and audio can move together.
    static func url(path: String) -> String {
        let encoded = path.utf8.map { byte in
            let isPlain = plain.contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + hexadecimal(byte)
        }.joined()
        // Without `./` a name with a colon would be taken for the scheme of a URL.
        return path.hasPrefix("/") ? "file://" + encoded : "./" + encoded
    }

    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }
}

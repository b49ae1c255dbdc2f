public import Foundation

extension CocoaError {
    /// Why a file cannot be read, in plain words.
    public var plainReason: String {
        switch code {
        case .fileReadNoSuchFile, .fileNoSuchFile: return "no such file"
        case .fileReadNoPermission:
            // Foundation says the same of what is no regular file.
            guard let path = filePath ?? url?.path, access(path, R_OK) == 0 else { return "no permission to read it" }
            return "it is no regular file but a pipe or a device; copy it to a file first"
        case .fileReadTooLarge: return "it is too large to be read at once"
        default:
            guard let posix = underlying as? POSIXError else { return "it cannot be read (code \(code.rawValue))" }
            return posix.code == .EISDIR ? "it is a folder" : SystemError.text(posix.code.rawValue)
        }
    }
}

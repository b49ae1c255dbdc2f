import FileSystem
import Foundation
import JobRunner

/// Arguments of the command line that are no UTF-8. The argument parser receives them with replaced bytes.
enum RawArguments {
    /// An argument as `SpelledPath` spells it.
    /// - Parameters:
    ///   - argument: As the parser received it.
    ///   - raw: All arguments as the operating system passed them.
    static func spelling(of argument: String, among raw: [[UInt8]] = ofThisProcess) -> String {
        guard argument.unicodeScalars.contains("\u{FFFD}") else { return argument }
        let source = raw.first { String(decoding: $0, as: UTF8.self) == argument }
        return source.map { SpelledPath.spelling(of: $0) } ?? argument
    }

    private static var ofThisProcess: [[UInt8]] {
        (0..<Int(CommandLine.argc)).compactMap { index in
            CommandLine.unsafeArgv[index].map { argument in
                UnsafeBufferPointer(start: argument, count: strlen(argument)).map { UInt8(bitPattern: $0) }
            }
        }
    }
}

import Foundation
import TestSupport

/// The targets of the package with what they depend on, read from the text of `Package.swift`.
struct PackageManifest {
    /// Targets of the program, each with its dependencies within the package.
    let modules: [String: Set<String>]

    init() throws {
        let file = TestResources.package.appending(path: "Package.swift")
        self.init(text: try String(contentsOf: file, encoding: .utf8))
    }

    init(text: String) {
        var modules: [String: Set<String>] = [:]
        let body = text.range(of: "targets: [").map { text[$0.upperBound...] } ?? ""
        let calls = body.matches(of: #/(systemLibrary|module|\.target|\.executableTarget)\(\s*(?:name: )?"([^"]+)"/#)
        for call in calls where modules[String(call.2)] == nil {
            let arguments = Self.inBrackets(body[call.range.upperBound...], open: "(", close: ")")
            // Targets of the tests are no part of the program.
            if arguments.contains("path: \"Tests/") { continue }
            guard call.1 != "systemLibrary", let list = arguments.firstIndex(of: "[") else {
                modules[String(call.2)] = []
                continue
            }
            let prefix = arguments[..<list]
            // The list of a module without a label, or that of `dependencies:`; others hold settings or resources.
            guard call.1 == "module" || prefix.hasSuffix("dependencies: "), !prefix.contains("settings:") else {
                modules[String(call.2)] = []
                continue
            }
            let dependencies = Self.inBrackets(arguments[arguments.index(after: list)...], open: "[", close: "]")
            let own = dependencies.replacing(#/\.product\([^)]*\)/#, with: "")
            modules[String(call.2)] = Set(own.matches(of: #/"([^"]+)"/#).map { String($0.1) })
        }
        self.modules = modules
    }

    /// The text up to the bracket that closes one which is open already.
    private static func inBrackets(_ text: Substring, open: Character, close: Character) -> Substring {
        var depth = 1
        for index in text.indices {
            if text[index] == open { depth += 1 }
            if text[index] == close { depth -= 1 }
            if depth == 0 { return text[..<index] }
        }
        return text
    }
}

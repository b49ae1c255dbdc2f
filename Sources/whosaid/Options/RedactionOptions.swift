import ArgumentParser
import Foundation
import TranscriptText

/// What an export must not contain.
struct RedactionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Remove \(Redaction.Kind.allCases.map(\.rawValue).joined(separator: ", ")); separate several with commas.",
            valueName: "kinds"))
    var redact: RedactionKinds?

    @Option(help: ArgumentHelp("With --redact names: a file with a name on each line.", valueName: "file"))
    var redactNames: String?

    @Option(help: ArgumentHelp("With --redact names: a name; may be repeated.", valueName: "name"))
    var redactName: [String] = []

    func validate() throws {
        let hasNames = redactNames != nil || !redactName.isEmpty
        guard takesNames == hasNames else {
            throw ValidationError("--redact names needs --redact-names or --redact-name, and each of them needs it")
        }
    }

    /// Whether names are removed.
    var takesNames: Bool { redact?.kinds.contains(.names) ?? false }

    /// The redaction, or nil without --redact.
    /// - Throws: `CommandError` if the file of names cannot be read.
    func read() throws(CommandError) -> Redaction? {
        guard let redact else { return nil }
        var names = redactName
        if let redactNames {
            names += try TextFile.read(redactNames).split(whereSeparator: \.isNewline)
                .map { InertText.line(String($0)) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
        }
        if takesNames, !names.contains(where: Redaction.isName) {
            Messages.writeLine("--redact names removes nothing, because no name is given")
        }
        return Redaction(redact.kinds, names: names)
    }
}

/// Kinds with commas between them.
struct RedactionKinds: ExpressibleByArgument, Hashable {
    let kinds: Set<Redaction.Kind>

    init?(argument: String) {
        let kinds = argument.split(separator: ",", omittingEmptySubsequences: false).map {
            Redaction.Kind(rawValue: $0.trimmingCharacters(in: .whitespaces))
        }
        guard !kinds.isEmpty, !kinds.contains(nil) else { return nil }
        self.kinds = Set(kinds.compactMap(\.self))
    }
}

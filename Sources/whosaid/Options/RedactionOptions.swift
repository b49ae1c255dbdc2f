import ArgumentParser
import Foundation
import TranscriptText

/// What of an export others must not see.
struct RedactionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Take out \(Redaction.Kind.allCases.map(\.rawValue).joined(separator: ", ")); several with commas between.",
            valueName: "kinds"))
    var redact: RedactionKinds?

    @Option(help: ArgumentHelp("With --redact names: a file with a name on each line.", valueName: "file"))
    var redactNames: String?

    @Option(help: ArgumentHelp("With --redact names: a name; may be given several times.", valueName: "name"))
    var redactName: [String] = []

    func validate() throws {
        let hasNames = redactNames != nil || !redactName.isEmpty
        guard takesNames == hasNames else {
            throw ValidationError("--redact names goes with --redact-names or --redact-name, and they with it")
        }
    }

    /// Whether names are taken out.
    var takesNames: Bool { redact?.kinds.contains(.names) ?? false }

    /// The redaction, or nil where none is asked for.
    /// - Throws: `CommandError` where the file of names cannot be read.
    func read() throws(CommandError) -> Redaction? {
        guard let redact else { return nil }
        var names = redactName
        if let redactNames {
            names += try TextFile.read(redactNames).split(whereSeparator: \.isNewline)
                .map { InertText.line(String($0)) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
        }
        if takesNames, !names.contains(where: Redaction.isName) {
            Messages.writeLine("no name is given to --redact names, so that none is taken out")
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

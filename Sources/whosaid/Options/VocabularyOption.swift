import ArgumentParser
import TranscriptText

/// The option of commands that show what is said.
struct VocabularyOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write names and jargon rightly: a file with lines `wrong => right`, or with a tab between the two.",
            valueName: "file"))
    var vocabulary: String?

    /// The vocabulary of the file, or nil where none is named.
    /// - Throws: `CommandError.unreadableFile`, `CommandError.badLine`.
    func read() throws(CommandError) -> Vocabulary? {
        guard let vocabulary else { return nil }
        do {
            return try Vocabulary(TextFile.read(vocabulary))
        } catch let problem as Vocabulary.Problem {
            throw CommandError.badLine(path: vocabulary, line: problem.line, problem: problem.description)
        } catch let error as CommandError {
            throw error
        } catch {
            throw CommandError.unreadableFile(path: vocabulary, reason: "\(error)")
        }
    }
}

import ArchiveCore
import ArchiveSearch
import ArgumentParser
import Reports
import TranscriptText

/// `whosaid search`: turns in which something is said.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Find what was said in all recordings.",
        discussion: """
            A query is words that must all be in one turn, in any order. Letter case and accents do not matter.

              "next week"               the words one after the other (also “next week”, «next week», 「来週」)
              plan*                     words that begin so
              NEAR(budget spring, 5)    at most 5 words between them (10 where no number is given)
              budget OR cost            either
              budget NOT cost           the first without the second
              (a OR b) c                grouped; AND may be written as well

            In a shell, put the query in single quotes. With --vocabulary, a right spelling also finds the wrong ones.

            --after and --before go by the date of the recording (what the file says, --recorded-at, else when the file \
            was last changed; where the archive knows none of them, when it was first transcribed). Dates are written \
            \(RecordingDate.forms). Those without a zone are in yours.
            """)

    @Argument(help: "What to look for.")
    var query: String

    @Option(help: ArgumentHelp("Only what this speaker says.", valueName: "name"))
    var speaker: String?

    @Option(help: ArgumentHelp("Only in this recording: id, content hash or path.", valueName: "id"))
    var recording: String?

    @Option(
        help: ArgumentHelp("Only recordings made at the beginning of this date or later.", valueName: "date"),
        transform: RecordingDate.parse)
    var after: RecordingDate?

    @Option(
        help: ArgumentHelp("Only recordings made before the beginning of this date.", valueName: "date"),
        transform: RecordingDate.parse)
    var before: RecordingDate?

    @Option(
        help: ArgumentHelp("Only turns whose words have this mean confidence or more, 0 to 1.", valueName: "share"))
    var minConfidence: Double?

    @Option(help: ArgumentHelp("Also show so many turns before and after each.", valueName: "count"))
    var context = 0

    @Option(help: ArgumentHelp("Greatest number of turns.", valueName: "count"))
    var limit = 20

    @Option(help: "The best first (relevance), or the newest recording first (time).")
    var order = SearchOrder.relevance

    @Flag(help: "Print JSON, as in `whosaid schema search`.")
    var json = false

    @OptionGroup var vocabulary: VocabularyOption
    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
        guard SearchRequest.contextTurnsAllowed.contains(context) else {
            throw ValidationError("--context goes from 0 to \(SearchRequest.contextTurnsAllowed.upperBound)")
        }
        guard minConfidence.map({ (0...1).contains($0) }) ?? true else {
            throw ValidationError("--min-confidence goes from 0 to 1")
        }
    }

    func run() throws {
        let archive = try archive.openExisting()
        let vocabulary = try vocabulary.read()
        let request = SearchRequest(
            query: query, speaker: speaker, recordingID: try recording.map { try archive.recording($0).id },
            recordedFrom: after?.instant, recordedBefore: before?.instant, minConfidence: minConfidence,
            limit: limit, order: order, contextTurns: context, otherSpellings: vocabulary?.otherSpellings ?? [:])
        var result = try archive.search(request)
        if let vocabulary { result.hits = result.hits.map { $0.spelt(vocabulary) } }
        if result.isRankingPartial {
            Messages.write("so many turns match that the best of the newest are shown; more words find better ones")
        }
        if json {
            return try StandardOutput.write(SearchDocument.value(query: query, result).pretty + "\n")
        }
        if result.hits.isEmpty { Messages.write("no matches" + (try excluding(request, archive))) }
        try StandardOutput.write(SearchPrinter(style: .standardOutput).text(result.hits))
    }

    /// Which options have excluded all matches, if any have.
    private func excluding(_ request: SearchRequest, _ archive: Archive) throws -> String {
        func finds(_ change: (inout SearchRequest) -> Void) throws -> Bool {
            var wider = request
            (wider.limit, wider.order, wider.contextTurns) = (1, .time, 0)
            change(&wider)
            return try !archive.search(wider).hits.isEmpty
        }
        let filters: [(option: String, isGiven: Bool, remove: (inout SearchRequest) -> Void)] = [
            ("--speaker", speaker != nil, { $0.speaker = nil }),
            ("--recording", recording != nil, { $0.recordingID = nil }),
            ("--after", after != nil, { $0.recordedFrom = nil }),
            ("--before", before != nil, { $0.recordedBefore = nil }),
            ("--min-confidence", minConfidence != nil, { $0.minConfidence = nil }),
        ].filter(\.isGiven)
        let alone = try filters.filter { try finds($0.remove) }.map(\.option)
        if !alone.isEmpty { return "; there are some without \(alone.joined(separator: ", or without "))" }
        guard filters.count > 1, try finds({ wider in filters.forEach { $0.remove(&wider) } }) else { return "" }
        return "; there are some without \(filters.map(\.option).joined(separator: " and "))"
    }
}

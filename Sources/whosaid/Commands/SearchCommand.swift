import ArchiveCore
import ArchiveSearch
import ArgumentParser
import Reports
import TranscriptText

/// `whosaid search`: full-text search in all transcripts.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Find what was said in all recordings.",
        discussion: """
            All words of a query must be in one turn, in any order. Letter case and accents are ignored.

              "next week"               a phrase (also “next week”, «next week», 「来週」)
              plan*                     words with this prefix
              NEAR(budget spring, 5)    at most 5 words between them (default: 10)
              budget OR cost            one of the two
              budget NOT cost           the first without the second
              (a OR b) c                a group; AND is optional

            In a shell, put the query in single quotes. With --vocabulary, a correct spelling also finds wrong ones.

            --after and --before compare the date of the recording: the date of --recorded-at, or in the file, or else \
            the file's modification time; if the archive has none of them, the date of the first transcription. Write \
            dates as \(RecordingDate.forms). A date without a zone is in yours.

            Examples:
              whosaid search '"next week" budget'
                  Find turns with the phrase and the word.
              whosaid search plan* --speaker Ann --after 2024-05 --context 1
                  Find what Ann has said since May 2024, with a turn of context.
              whosaid search 'budget NOT cost' --order time --json
                  Print matches as JSON, newest recording first.
            """)

    @Argument(help: "The words to find.")
    var query: String

    @Option(help: ArgumentHelp("Only turns of this speaker.", valueName: "name"))
    var speaker: String?

    @Option(help: ArgumentHelp("Only in this recording: id, content hash or path.", valueName: "id"))
    var recording: String?

    @Option(
        help: ArgumentHelp("Only recordings made on this date or later.", valueName: "date"),
        transform: RecordingDate.parse)
    var after: RecordingDate?

    @Option(
        help: ArgumentHelp("Only recordings made before this date.", valueName: "date"),
        transform: RecordingDate.parse)
    var before: RecordingDate?

    @Option(
        help: ArgumentHelp("Only turns with at least this mean confidence of their words, 0 to 1.", valueName: "share"))
    var minConfidence: Double?

    @Option(help: ArgumentHelp("Number of turns to show before and after each match.", valueName: "count"))
    var context = 0

    @Option(help: ArgumentHelp("Maximum number of turns.", valueName: "count"))
    var limit = 20

    @Option(help: "Order of the turns: best first (relevance) or newest recording first (time).")
    var order = SearchOrder.relevance

    @Flag(help: "Print JSON, as in `whosaid schema search`.")
    var json = false

    @OptionGroup var vocabulary: VocabularyOption
    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
        guard SearchRequest.contextTurnsAllowed.contains(context) else {
            throw ValidationError("--context needs a number from 0 to \(SearchRequest.contextTurnsAllowed.upperBound)")
        }
        guard minConfidence.map({ (0...1).contains($0) }) ?? true else {
            throw ValidationError("--min-confidence needs a number from 0 to 1")
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
            Messages.write(
                "too many turns match to rank them all; the best of the newest are shown. Add words to the query")
        }
        if json {
            return try StandardOutput.write(SearchDocument.value(query: query, result).pretty + "\n")
        }
        if result.hits.isEmpty { Messages.write("no matches" + (try excluding(request, archive))) }
        try StandardOutput.write(SearchPrinter(style: .standardOutput).text(result.hits))
    }

    /// Names the options that exclude all matches; empty where the query itself has none.
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

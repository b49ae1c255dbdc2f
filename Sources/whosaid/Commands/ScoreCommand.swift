import ArgumentParser
import Scoring
import TranscriptText

/// `whosaid score`: error rates of transcripts.
struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Score transcripts against references: WER, cpWER, tcpWER, ORC-WER, WDER, DER, JER, speaker count.",
        discussion: """
            Files are RTTM, STM, CTM, SegLST JSON, JSON exports of this program, or archives, recognized by name or \
            content. Recordings are paired by the name in the files (in a JSON export or an archive: the name of the \
            audio file without extension, with _ for spaces). If each side has only one recording, the names may differ.

            Words are scored if both sides have words (STM, CTM, JSON, archive), speech if both have speech (RTTM, \
            JSON, archive). An ORC-WER with ≤ is an upper bound, because the exact search would take too long.

            Examples:
              whosaid score --reference meeting.stm --hypothesis meeting.json
                  Score the words of an exported transcript.
              whosaid score --reference meeting.rttm --hypothesis whosaid.db --collar 0.25 --json
                  Score the diarization of an archive and print JSON.
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Reference files. Each word and each span of speech must occur once.", valueName: "file"))
    var reference: [String]

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Files to score.", valueName: "file"))
    var hypothesis: [String]

    @Option(help: ArgumentHelp("UEM file: score only its recordings and spans.", valueName: "file"))
    var uem: String?

    @Option(
        help: ArgumentHelp("DER: seconds that are not scored before and after each boundary.", valueName: "seconds"))
    var collar = 0.0

    @Flag(help: "DER: do not score overlapped speech of the reference.")
    var skipOverlap = false

    @Option(help: "DER: the rules for collars, overlap and a missing UEM.")
    var convention = DERConvention.pyannote

    @Option(help: "Normalization of the words of both sides.")
    var normalization = TextNormalization.basic

    @Flag(help: "Remove fillers (uh, um …) from both sides. The normalization english always removes them.")
    var withoutFillers = false

    @Option(help: ArgumentHelp("tcpWER: maximum distance in time of matching words.", valueName: "seconds"))
    var tcpCollar = 5.0

    @Flag(help: "Also compare the times of words, or of turn boundaries if the reference has only those.")
    var times = false

    @Flag(help: "Also show the share of correct words by confidence.")
    var calibration = false

    @Flag(help: "Also show the aligned words.")
    var alignment = false

    @Flag(help: "Print one JSON document.")
    var json = false

    @Flag(help: "Print Markdown.")
    var markdown = false

    func validate() throws {
        if reference.isEmpty || hypothesis.isEmpty {
            throw ValidationError("give files to --reference and to --hypothesis")
        }
        if json && markdown { throw ValidationError("--json and --markdown exclude each other") }
        for (name, seconds) in [("collar", collar), ("tcp-collar", tcpCollar)] where !(0...1e6 ~= seconds) {
            throw ValidationError("--\(name) needs 0 to 1000000 seconds")
        }
    }

    /// - Throws: ``ScoringError``, whose `kind` decides the exit code, or `ArchiveError`.
    func run() throws {
        let right = try ScoringSide.read(reference)
        let report = try Scorer(options: options).score(
            reference: right, hypothesis: ScoringSide.read(hypothesis, wanted: right.recordings),
            evaluationMap: uem.map { try EvaluationMap(path: $0) })
        for note in report.notes { Messages.write(note) }
        try StandardOutput.write(
            json ? report.json.pretty + "\n" : report.tables(markdown ? .markdown : .text))
    }

    private var options: ScoreOptions {
        ScoreOptions(
            normalization: normalization, keepsFillers: !withoutFillers,
            rules: DiarizationRules(collarSeconds: collar, scoresOverlap: !skipOverlap, convention: convention),
            timeCollarSeconds: tcpCollar, keepsAlignment: alignment, comparesTimes: times,
            checksConfidence: calibration)
    }
}

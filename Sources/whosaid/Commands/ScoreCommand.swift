import ArgumentParser
import Scoring

/// `whosaid score`: transcripts against references.
struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Compares transcripts with references: WER, cpWER, tcpWER, ORC-WER, WDER, DER, JER, speaker count.",
        discussion: """
            Files are RTTM, STM, CTM, SegLST JSON, JSON exported by this program, or an archive, recognised by name or \
            content. Recordings are paired by the name that the files give them (a JSON export and an archive: the \
            audio file's name without extension, with _ for spaces); if each side has only one, the names need not agree.

            Words are scored where both sides have words (STM, CTM, JSON, archive), speech where both have speech \
            (RTTM, JSON, archive). An ORC-WER marked ≤ is an upper bound: the exact search would take too long.
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("What is right; several files, each speaker's words and speech once.", valueName: "file"))
    var reference: [String]

    @Option(parsing: .upToNextOption, help: ArgumentHelp("What is scored.", valueName: "file"))
    var hypothesis: [String]

    @Option(help: ArgumentHelp("UEM: only these recordings and spans are scored.", valueName: "file"))
    var uem: String?

    @Option(help: ArgumentHelp("DER: seconds left out on either side of each boundary.", valueName: "seconds"))
    var collar = 0.0

    @Flag(help: "DER: leave out where the reference has several speakers at once.")
    var skipOverlap = false

    @Option(help: "DER: whose rules count where collars, overlap or a missing UEM make them differ.")
    var convention = DERConvention.pyannote

    @Option(help: "What is done to the words of both sides first.")
    var normalization = TextNormalization.basic

    @Flag(help: "Leave fillers (uh, um …) out of both sides; the normalisation english does so in any case.")
    var withoutFillers = false

    @Option(help: ArgumentHelp("tcpWER: how far words may be from their place.", valueName: "seconds"))
    var tcpCollar = 5.0

    @Flag(help: "Also compare the times of words, or of the edges of turns where the reference times only those.")
    var times = false

    @Flag(help: "Also show how often words of each confidence are right.")
    var calibration = false

    @Flag(help: "Also show words beside words.")
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
            json ? String(decoding: report.json(), as: UTF8.self) : report.tables(markdown ? .markdown : .text))
    }

    private var options: ScoreOptions {
        ScoreOptions(
            normalization: normalization, keepsFillers: !withoutFillers,
            rules: DiarizationRules(collarSeconds: collar, scoresOverlap: !skipOverlap, convention: convention),
            timeCollarSeconds: tcpCollar, keepsAlignment: alignment, comparesTimes: times,
            checksConfidence: calibration)
    }
}

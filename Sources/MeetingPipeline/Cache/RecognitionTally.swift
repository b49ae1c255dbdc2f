/// What recognition had to do in all passes over a file, for its report.
struct RecognitionTally {
    private var chunkCount = 0
    private var missingCount = 0
    private var firstMissingSample: Int?
    private var warning: String?

    /// Adds a pass that is finished.
    mutating func add(_ recognition: ChunkRecognition, chunkCount: Int, warning: String?) {
        self.chunkCount += chunkCount
        missingCount += recognition.missingCount
        firstMissingSample = [firstMissingSample, recognition.firstMissingSample].compactMap(\.self).min()
        self.warning = self.warning ?? warning
    }

    /// What became of the stage.
    func report(seconds: Double, hasCache: Bool) -> StageReport {
        let known = chunkCount - missingCount
        let (outcome, reason): (StageReport.Outcome, String) =
            if chunkCount == 0 {
                (.ran, "no speech to recognise")
            } else if known == chunkCount {
                (.reused, "all \(chunkCount) chunks were kept by an earlier run")
            } else if known > 0, let first = firstMissingSample {
                (
                    .resumed,
                    "\(known) of \(chunkCount) chunks were kept by an earlier run, the first missing one is at "
                        + "\(first / 16_000) s"
                )
            } else if !hasCache {
                (.ran, StageReport.cacheIsOff)
            } else {
                (.ran, "no chunk of this content was kept with this model")
            }
        return StageReport(
            stage: MeetingTranscriber.Stage.recognition.rawValue, outcome: outcome, reason: reason, seconds: seconds,
            warning: warning)
    }
}

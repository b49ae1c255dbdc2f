/// Who spoke when, against who was said to speak when: DER. Times are seconds of speech, overlap counted once for
/// each speaker.
public struct DiarizationErrors: Hashable, Sendable {
    /// Microseconds, so that pools are exact.
    var scored: Int
    var miss: Int
    var falseAlarm: Int
    var confusion: Int

    /// Speech of the reference that is scored.
    public var scoredSeconds: Double { Double(scored) / 1e6 }
    /// Speech of the reference that the hypothesis lacks.
    public var missSeconds: Double { Double(miss) / 1e6 }
    /// Speech of the hypothesis that the reference lacks.
    public var falseAlarmSeconds: Double { Double(falseAlarm) / 1e6 }
    /// Speech that has the wrong speaker.
    public var confusionSeconds: Double { Double(confusion) / 1e6 }
    /// All three.
    public var errorSeconds: Double { Double(miss + falseAlarm + confusion) / 1e6 }

    /// Error over scored speech, 0…; nil where the reference has no speech.
    public var rate: Double? { scored == 0 ? nil : Double(miss + falseAlarm + confusion) / Double(scored) }

    /// Nothing scored.
    public init() { self.init(scored: 0, miss: 0, falseAlarm: 0, confusion: 0) }

    init(scored: Int, miss: Int, falseAlarm: Int, confusion: Int) {
        self.scored = scored
        self.miss = miss
        self.falseAlarm = falseAlarm
        self.confusion = confusion
    }

    /// Both together.
    public static func + (left: DiarizationErrors, right: DiarizationErrors) -> DiarizationErrors {
        DiarizationErrors(
            scored: left.scored + right.scored, miss: left.miss + right.miss,
            falseAlarm: left.falseAlarm + right.falseAlarm, confusion: left.confusion + right.confusion)
    }
}

/// JER (DIHARD): each speaker of the reference counts alike, however long they speak.
public struct JaccardErrors: Hashable, Sendable {
    /// Sum over speakers of the share of their and their partner's time in which only one of the two speaks.
    public var errors: Double
    /// Speakers of the reference who are heard in what is scored.
    public var speakers: Int

    /// Makes a sum.
    public init(errors: Double = 0, speakers: Int = 0) {
        self.errors = errors
        self.speakers = speakers
    }

    /// Mean over speakers, 0…1; nil where there are none.
    public var rate: Double? { speakers == 0 ? nil : errors / Double(speakers) }

    /// Both together.
    public static func + (left: JaccardErrors, right: JaccardErrors) -> JaccardErrors {
        JaccardErrors(errors: left.errors + right.errors, speakers: left.speakers + right.speakers)
    }
}

/// How many speakers there are and how many were found.
public struct SpeakerCount: Hashable, Sendable {
    /// Speakers in the reference, summed over recordings.
    public var reference: Int
    /// Speakers in the hypothesis, summed over recordings.
    public var hypothesis: Int
    /// Recordings in which both are equal.
    public var right: Int
    /// Recordings.
    public var recordings: Int
    /// By how many the counts differ, summed over recordings.
    public var difference: Int

    /// Counts one recording.
    public init(reference: Int, hypothesis: Int) {
        self.reference = reference
        self.hypothesis = hypothesis
        right = reference == hypothesis ? 1 : 0
        recordings = 1
        difference = abs(reference - hypothesis)
    }

    /// Share of recordings with the right count, 0…1.
    public var accuracy: Double { Double(right) / Double(recordings) }

    /// Both together.
    public static func + (left: SpeakerCount, right: SpeakerCount) -> SpeakerCount {
        var sum = left
        sum.reference += right.reference
        sum.hypothesis += right.hypothesis
        sum.right += right.right
        sum.recordings += right.recordings
        sum.difference += right.difference
        return sum
    }
}

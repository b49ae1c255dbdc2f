import TranscriptText

/// The formats of NIST, whose lines are columns separated by white space.
package enum NISTFormat {
    /// Who speaks when: Rich Transcription Time Marked.
    case rttm
    /// What is scored: Un-partitioned Evaluation Map.
    case uem
    /// Who says what: Segment Time Mark.
    case stm
    /// Words with times: Conversation Time Mark.
    case ctm
}

extension ImportText {
    /// The format of NIST that the first line with times can only be, or nil.
    package var nistFormat: NISTFormat? {
        // The marks of a CTM's alternatives have `*` for times.
        let record = records.first { !$0.columns.dropFirst(2).prefix(2).contains("*") }
        guard let columns = record?.columns, columns.count >= 4 else { return nil }
        if RTTMRecord.types.contains(String(columns[0])), columns.count >= 8 { return .rttm }
        let isNumber = columns.map { Double(plain: $0) != nil }
        if columns.count == 4 { return isNumber[2] && isNumber[3] ? .uem : nil }
        // A speaker or a word that is a number could be either: nothing is guessed.
        return switch (isNumber[2], isNumber[3], isNumber[4]) {
        case (false, true, true): .stm
        case (true, true, false): .ctm
        default: nil
        }
    }
}

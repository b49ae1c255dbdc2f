import Transcript

/// NIST's Un-partitioned Evaluation Map: recording, channel, start, end.
enum UEMReader {
    static func read(_ content: TextLines) throws(ScoringError) -> EvaluationMap {
        var map = EvaluationMap(recordings: [], spans: [:])
        for line in content.lines {
            try line.require(4...4, "4 (recording, channel, start, end)")
            let (name, range) = (String(line.columns[0]), try line.range(2, 3))
            if map.spans[name] == nil { map.recordings.append(name) }
            map.spans[name, default: []].append(range)
        }
        return map
    }
}

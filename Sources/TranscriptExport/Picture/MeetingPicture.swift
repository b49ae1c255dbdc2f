public import Transcript
import TranscriptText

/// Who speaks when, as a picture: a lane for each speaker above one axis of time.
public enum MeetingPicture {
    private static let width = 1000.0
    private static let nameWidth = 130.0
    private static let laneHeight = 26.0
    private static let barHeight = 18.0
    private static let axisHeight = 24.0
    private static var plotWidth: Double { width - nameWidth - 10 }

    /// The picture as one `<svg>` element that stands alone or within HTML; it has no styles, scripts or ids.
    ///
    /// Every bar is a `<rect>` whose `data-start` and `data-end` are its seconds and whose `<title>` a browser shows
    /// as a hint. Bars too close together to be told apart are drawn as one, so that the size of the picture has a
    /// limit however long the meeting is.
    public static func svg(_ transcript: MeetingTranscript) -> String { svg(transcript.outline) }

    /// The same without the words of the transcript.
    public static func svg(_ outline: MeetingOutline) -> String {
        let voices = outline.voices
        let axis = TimeAxis(outline)
        let plotHeight = Double(voices.count) * laneHeight
        let height = plotHeight + axisHeight
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(width)) \(number(height))" role="img" \
            font-family="sans-serif" font-size="12" fill="currentColor">
            <title>Who speaks when</title>

            """
        for tick in axis.ticks(atMost: 10) {
            let x = number(nameWidth + plotWidth * axis.share(tick))
            text += """
                <line x1="\(x)" y1="0.0" x2="\(x)" y2="\(number(plotHeight + 4))" stroke="currentColor" \
                stroke-opacity="0.2"/>
                <text x="\(x)" y="\(number(plotHeight + 18))" text-anchor="middle">\(axis.label(tick))</text>

                """
        }
        for (lane, voice) in voices.enumerated() {
            text += Self.lane(outline, voice, top: Double(lane) * laneHeight, axis)
        }
        return text + "</svg>\n"
    }

    private static func lane(_ outline: MeetingOutline, _ voice: Int?, top: Double, _ axis: TimeAxis) -> String {
        let name = InertText.line(voice.map { outline.speakers[$0] } ?? "?")
        let shown = name.count > 18 ? name.prefix(17) + "…" : name
        var text = """
            <text x="\(number(nameWidth - 8))" y="\(number(top + 17))" text-anchor="end">\
            <title>\(MarkupText.escaped(name))</title>\(MarkupText.escaped(shown))</text>
            <g fill="#\(SpeakerPalette.colour(of: voice))">

            """
        // Half a unit is half a pixel on a screen of usual width.
        for span in outline.spans(of: voice, bridging: axis.lengthSeconds / plotWidth / 2) {
            let x = nameWidth + plotWidth * axis.share(span.start)
            let barWidth = max(0.5, plotWidth * axis.share(span.end) - plotWidth * axis.share(span.start))
            let hint = "\(name) \(axis.exactLabel(span.start))–\(axis.exactLabel(span.end))"
            text += """
                <rect x="\(number(x))" y="\(number(top + (laneHeight - barHeight) / 2))" width="\(number(barWidth))" \
                height="\(number(barHeight))" data-start="\(FixedDecimal.text(span.start, digits: 3))" \
                data-end="\(FixedDecimal.text(span.end, digits: 3))"><title>\(MarkupText.escaped(hint))</title></rect>

                """
        }
        return text + "</g>\n"
    }

    private static func number(_ value: Double) -> String { FixedDecimal.text(value, digits: 1) }
}

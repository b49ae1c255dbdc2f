extension Array {
    /// Sorted by a time; what has the same time stays in its order.
    package func inOrder(by time: (Element) -> Double) -> [Element] {
        enumerated().map { (time: time($0.element), offset: $0.offset, element: $0.element) }
            .sorted { ($0.time, $0.offset) < ($1.time, $1.offset) }.map(\.element)
    }
}

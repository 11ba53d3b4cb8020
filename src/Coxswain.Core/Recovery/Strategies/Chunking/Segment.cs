using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Chunking;

/// <param name="Label">Who says it.</param>
/// <param name="Text">Between its quotes.</param>
internal readonly record struct Segment(string Label, ByteRange Text);

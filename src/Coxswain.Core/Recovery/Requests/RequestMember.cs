using System.Text.Json;

namespace Coxswain.Core.Recovery.Requests;

/// <summary>A member of a JSON object by its place in the body.</summary>
/// <param name="Whole">From the name's quote to the value's end; the comma is not part of it.</param>
/// <param name="Kind">The value's first token.</param>
public sealed record RequestMember(string Name, ByteRange Whole, ByteRange Value, JsonTokenType Kind);

using System.Text.Json.Serialization;

namespace Coxswain.Core.Sessions.Reading;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TranscriptState))]
internal sealed partial class TranscriptStateJson : JsonSerializerContext;

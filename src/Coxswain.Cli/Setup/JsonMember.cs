namespace Coxswain.Cli.Setup;

/// <summary>Where one member of a JSON object or list stands in its text. Ends are exclusive.</summary>
/// <param name="Comma">Position of the comma behind the value; -1 when there is none.</param>
internal readonly record struct JsonMember(string Name, int Start, int ValueStart, int ValueEnd, int Comma);

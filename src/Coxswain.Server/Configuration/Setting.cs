namespace Coxswain.Server.Configuration;

/// <summary>One effective configuration value.</summary>
/// <param name="Name">As written in the file: <c>server.apiAddress</c>.</param>
/// <param name="Origin"><c>default</c>, <c>config.yaml:7</c>, an environment variable's name, or a flag.</param>
/// <param name="IsSecret">True for tokens, keys and passwords: show that it is set, never what it is.</param>
public sealed record Setting(string Name, string Value, string Origin, bool IsSecret);

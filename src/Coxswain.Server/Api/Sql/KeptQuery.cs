namespace Coxswain.Server.Api.Sql;

/// <summary>A query the user kept.</summary>
internal sealed record KeptQuery(string Name, string Sql);

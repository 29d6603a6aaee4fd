namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>Which problems an endpoint can answer with.</summary>
internal static class ProblemCodes
{
    /// <summary>Every code of every endpoint, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. HttpEndpoint.All.Where(endpoint => endpoint.IsApi).SelectMany(Of).Select(problem => problem.Code).Distinct().Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<(int Status, string Code)> Of(HttpEndpoint endpoint) =>
    [
        (400, "bad_request"),
        (401, "bad_token"),
        (403, "unknown_person"),
        (429, "too_many_requests"),
        (500, "failed"),
        (503, "busy"),
        (503, "newer_version"),
        (503, "unavailable"),
        .. OfCaller(endpoint),
        .. OfAddress(endpoint),
        .. OfBody(endpoint),
        .. OfHeaders(endpoint),
        .. endpoint.Problems.SelectMany(problem => problem.Codes.Select(code => (problem.Status, code))),
    ];

    private static IEnumerable<(int Status, string Code)> OfCaller(HttpEndpoint endpoint)
    {
        if (endpoint.Rules.Required is null)
            yield break;
        yield return (401, "sign_in_required");
        yield return (403, "not_allowed");
        if (!endpoint.Verbs.Contains("GET"))
            yield return (403, "other_site");
    }

    private static IEnumerable<(int Status, string Code)> OfAddress(HttpEndpoint endpoint)
    {
        if (endpoint.Parameters.Any())
            yield return (404, "not_found");
        if (endpoint.Queries.Any(query => query.Type != typeof(string) && !query.Type.IsEnum))
            yield return (400, "bad_identifier");
        if (endpoint.Api is { IsPaged: true })
            yield return (400, "bad_cursor");
    }

    private static IEnumerable<(int Status, string Code)> OfBody(HttpEndpoint endpoint)
    {
        if (endpoint.Verbs.Contains("GET") || endpoint.Verbs.Contains("DELETE"))
            yield break;
        yield return (413, "too_large");
        if (!endpoint.ReadsBody)
            yield break;
        yield return (400, "bad_json");
        yield return (400, "bad_identifier");
        yield return (415, "unsupported_type");
    }

    private static IEnumerable<(int Status, string Code)> OfHeaders(HttpEndpoint endpoint)
    {
        if (endpoint.Rules.IsIdempotent)
        {
            yield return (400, "bad_idempotency_key");
            yield return (409, "in_progress");
            yield return (422, "idempotency_key_reused");
        }

        if (endpoint.Api is { ChecksVersion: true })
        {
            yield return (400, "bad_precondition");
            yield return (412, "changed_meanwhile");
        }
    }
}

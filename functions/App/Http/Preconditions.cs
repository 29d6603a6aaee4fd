using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AccessReview.App.Http;

/// <summary>Reads If-Match and If-None-Match.</summary>
public static class Preconditions
{
    /// <summary>Returns only if the If-Match header is absent or matches the current version.</summary>
    /// <param name="request">The request, with or without an If-Match.</param>
    /// <param name="tag">The entity's tag, without its quotes.</param>
    /// <exception cref="ProblemException">The caller has an older version (412), or the header is invalid (400).</exception>
    public static void RequireMatch(this HttpRequest request, string tag)
    {
        if (!request.ReadIfMatch().Allows(tag))
            throw Problems.ChangedMeanwhile($"\"{tag}\"");
    }

    /// <summary>
    /// Reads the header, which is then compared with the version that the write replaces.
    /// A check before the write is not enough, because another caller can write in between.
    /// </summary>
    /// <exception cref="ProblemException">The header contains no entity tag (400).</exception>
    public static IfMatch ReadIfMatch(this HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
            return IfMatch.Anything;
        return EntityTagHeaderValue.TryParseStrictList(header, out var wanted)
            ? new IfMatch([.. wanted])
            : throw Problems.BadRequest("If-Match does not contain an entity tag.", "bad_precondition");
    }

    internal static bool IsCurrent(this HttpRequest request, string eTag) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(new EntityTagHeaderValue(eTag), false));
}

/// <summary>The versions that the caller accepts to replace.</summary>
public sealed class IfMatch
{
    private readonly IReadOnlyList<EntityTagHeaderValue>? _wanted;

    internal IfMatch(IReadOnlyList<EntityTagHeaderValue>? wanted) => _wanted = wanted;

    /// <summary>The caller sent no If-Match header.</summary>
    public static IfMatch Anything { get; } = new(null);

    /// <summary>The caller edited this version.</summary>
    /// <exception cref="ProblemException">The text is no tag (400).</exception>
    internal static IfMatch Version(string tag) =>
        EntityTagHeaderValue.TryParse($"\"{tag}\"", out var wanted) ? new([wanted]) : throw Problems.BadRequest("The version is no entity tag.", "bad_precondition");

    /// <param name="tag">The current version's tag, without quotes.</param>
    public bool Allows(string tag) =>
        _wanted is null || _wanted.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(new EntityTagHeaderValue($"\"{tag}\""), true));
}

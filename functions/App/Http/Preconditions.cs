using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AccessReview.App.Http;

/// <summary>If-Match and If-None-Match.</summary>
public static class Preconditions
{
    /// <summary>Goes on only when the caller means what is there now, or said nothing about it.</summary>
    /// <param name="request">The request, with or without an If-Match.</param>
    /// <param name="tag">The entity's tag, without its quotes.</param>
    /// <exception cref="ProblemException">The caller has seen an older one (412), or the header is none (400).</exception>
    public static void RequireMatch(this HttpRequest request, string tag)
    {
        if (!request.ReadIfMatch().Allows(tag))
            throw Problems.ChangedMeanwhile($"\"{tag}\"");
    }

    /// <summary>
    /// Reads the header, to be checked against the version that a write replaces. A check before the write is not enough: somebody
    /// else may write in between.
    /// </summary>
    /// <exception cref="ProblemException">The header holds no entity tag (400).</exception>
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

/// <summary>The versions that a caller is willing to replace.</summary>
public sealed class IfMatch
{
    private readonly IReadOnlyList<EntityTagHeaderValue>? _wanted;

    internal IfMatch(IReadOnlyList<EntityTagHeaderValue>? wanted) => _wanted = wanted;

    /// <summary>The caller said nothing about it.</summary>
    public static IfMatch Anything { get; } = new(null);

    /// <param name="tag">The tag of what is there now, without its quotes.</param>
    public bool Allows(string tag) =>
        _wanted is null || _wanted.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(new EntityTagHeaderValue($"\"{tag}\""), true));
}

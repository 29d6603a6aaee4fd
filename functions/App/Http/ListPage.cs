using AccessReview.App.Store;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>Reads one page of a list and creates the cursor of the next page.</summary>
internal static class ListPage
{
    /// <param name="request">Contains the limit, the cursor and the list's filters.</param>
    /// <param name="cursors">Protects the position.</param>
    /// <param name="list">Returns the list after a position.</param>
    public static async Task<Listed<T>> ReadPageAsync<T>(
        this HttpRequest request, Cursor cursors, Func<string?, IAsyncEnumerable<Positioned<T>>> list, CancellationToken cancellationToken)
    {
        var limit = request.Query.ReadLimit();
        var scope = Cursor.ScopeOf(request);
        var after = cursors.Unprotect(scope, request.Query.ReadText("cursor"));

        // One more is read than shown, to know whether there is a next page.
        var found = await list(after).Take(limit + 1).ToListAsync(cancellationToken);
        var shown = found.Take(limit).ToList();
        return new Listed<T>([.. shown.Select(item => item.Value)], found.Count > limit ? cursors.Protect(scope, shown[^1].Position) : null);
    }

    public static Listed<TOut> Select<T, TOut>(this Listed<T> page, Func<T, TOut> show) => new([.. page.Items.Select(show)], page.NextCursor);
}

using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Text;

namespace AccessReview.App.Imports;

/// <summary>Refuses new identifiers that differ from an existing one only in case: people and many apps treat them as equal.</summary>
internal sealed class SpellingGuard
{
    private readonly Dictionary<string, string> _taken;

    private SpellingGuard(Dictionary<string, string> taken) => _taken = taken;

    /// <param name="ids">Identifiers that are not in the directory.</param>
    public static async Task<SpellingGuard> ReadAsync(ImportTarget directory, DirectoryIdKind kind, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var found = await BoundedReads.AllAsync(ids.Where(id => id.Length > 0), (id, token) => directory.FindSpellingAsync(kind, id, token), cancellationToken);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, other) in found)
        {
            if (other is not null)
                taken[ExactText.WithoutCase(id)] = other;
        }

        return new SpellingGuard(taken);
    }

    /// <summary>Records the identifier of a good line, or refuses the line.</summary>
    public void Check(LineReader reader, string id)
    {
        if (reader.IsRefused || id.Length == 0)
            return;
        var folded = ExactText.WithoutCase(id);
        if (!_taken.TryAdd(folded, id) && _taken[folded] is var other && other != id)
            reader.Refuse(Remark.Say($"id is \"{Remark.Shown(id)}\", which differs from \"{Remark.Shown(other)}\" only in upper and lower case."));
    }
}

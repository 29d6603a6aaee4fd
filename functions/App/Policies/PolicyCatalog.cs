using AccessReview.App.Store;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Policies;

/// <summary>The policies that new tasks are opened with: one a kind, from the file beside this one.</summary>
public sealed class PolicyCatalog
{
    private readonly Dictionary<TaskKind, Policy> _byKind;

    /// <exception cref="InvalidOperationException">A policy is unsound; the message names each fault.</exception>
    public PolicyCatalog(IReadOnlyList<Policy> policies)
    {
        var faults = policies.SelectMany(PolicyCheck.FaultsOf).ToList();
        faults.AddRange(Enum.GetValues<TaskKind>().Where(kind => policies.Count(policy => policy.Kind == kind) != 1).Select(kind => $"There must be one policy for {kind}."));
        if (faults.Count > 0)
            throw new InvalidOperationException(string.Join(' ', faults));
        _byKind = policies.ToDictionary(policy => policy.Kind);
    }

    public Policy For(TaskKind kind) => _byKind[kind];

    public static PolicyCatalog Default()
    {
        using var stream = typeof(PolicyCatalog).Assembly.GetManifestResourceStream("DefaultPolicies.json")
            ?? throw new InvalidOperationException("The default policies are not in the assembly.");
        using var reader = new StreamReader(stream);
        return new PolicyCatalog(RowJson.Read<List<Policy>>(reader.ReadToEnd()));
    }
}

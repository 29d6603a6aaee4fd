using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Policies;

/// <summary>
/// The named policies of the organization, and the rules that choose among them. The first rule that applies chooses. If none
/// does, the default policy of the kind is used.
/// </summary>
public sealed class PolicySet
{
    private readonly IReadOnlyDictionary<TaskKind, Policy> _defaults;
    private readonly IReadOnlyDictionary<string, Policy> _byId;
    private readonly IReadOnlyList<PolicyRule> _rules;

    /// <param name="defaults">One policy for each kind.</param>
    /// <param name="named">Further policies for the rules.</param>
    /// <param name="rules">In order of precedence.</param>
    /// <exception cref="ArgumentException">The policies or rules have faults, and the message names each.</exception>
    public PolicySet(IReadOnlyList<Policy> defaults, IReadOnlyList<Policy> named, IReadOnlyList<PolicyRule> rules)
    {
        if (FaultsOf(defaults, named, rules) is { Count: > 0 } faults)
            throw new ArgumentException(string.Join(' ', faults));
        _defaults = defaults.ToDictionary(policy => policy.Kind);
        _byId = defaults.Concat(named).ToDictionary(policy => policy.Id, StringComparer.Ordinal);
        _rules = [.. rules];
    }

    /// <summary>The policy for a new task of this kind about this subject.</summary>
    public Policy Choose(TaskKind kind, PolicySubject subject) =>
        _rules.FirstOrDefault(rule => rule.AppliesTo(kind, subject)) is { } rule ? _byId[rule.Policy] : _defaults[kind];

    /// <summary>One sentence for each error; empty: the policies and rules are valid.</summary>
    public static IReadOnlyList<string> FaultsOf(IReadOnlyList<Policy> defaults, IReadOnlyList<Policy> named, IReadOnlyList<PolicyRule> rules)
    {
        IReadOnlyList<Policy> all = [.. defaults, .. named];
        return
        [
            .. all.SelectMany(PolicyCheck.FaultsOf),
            .. Enum.GetValues<TaskKind>().Where(kind => defaults.Count(policy => policy.Kind == kind) != 1).Select(kind => $"There must be one default policy for {kind}."),
            .. all.GroupBy(policy => policy.Id, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => $"Policy {same.Key}: the id is used twice."),
            .. rules.SelectMany((rule, index) => FaultsOf(all, rules, index).Select(fault => $"Rule {index + 1} ({rule.Kind}): {fault}")),
        ];
    }

    private static IEnumerable<string> FaultsOf(IReadOnlyList<Policy> policies, IReadOnlyList<PolicyRule> rules, int index)
    {
        var rule = rules[index];
        if (policies.FirstOrDefault(policy => policy.Id == rule.Policy) is not { } chosen)
            yield return $"there is no policy {rule.Policy}.";
        else if (chosen.Kind != rule.Kind)
            yield return $"policy {rule.Policy} is for {chosen.Kind}.";
        for (var before = 0; before < index; before++)
        {
            if (rules[before].Covers(rule))
                yield return $"it is never reached, because rule {before + 1} applies to the same tasks.";
        }
    }
}

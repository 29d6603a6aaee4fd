using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Links;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests;

/// <summary>Rules that the compiler does not check: record families are closed and complete, and the domain is pure.</summary>
public sealed partial class HouseRulesTests
{
    private static readonly Assembly Domain = typeof(TaskMachine).Assembly;

    private static readonly ReviewTask Open = Opened(TaskKind.Approval);

    /// <summary>One of each; <see cref="Every_event_type_is_among_the_samples"/> ensures that it is complete.</summary>
    private static readonly TaskEvent[] Samples =
    [
        TaskMachine.Open(Opening(APolicy.For(TaskKind.Approval))).Events()[0],
        new TaskEvent.StepStarted(0, []) { At = Monday, By = Actor.System },
        new TaskEvent.Decided(Decision.Approve, null, false, null) { At = Monday, By = People.Alice.Acts() },
        new TaskEvent.Commented("Asked") { At = Monday, By = People.Alice.Acts() },
        new TaskEvent.Reassigned([], "On leave") { At = Monday, By = People.Alice.Acts() },
        new TaskEvent.Reminded(0) { At = Monday, By = Actor.System },
        new TaskEvent.SecondChannelUsed(0) { At = Monday, By = Actor.System },
        new TaskEvent.AssigneesAdded(0, []) { At = Monday, By = Actor.System },
        new TaskEvent.AssigneesReplaced(0, []) { At = Monday, By = Actor.System },
        new TaskEvent.AssigneesChanged([]) { At = Monday, By = Actor.System },
        new TaskEvent.DelegatesChanged([]) { At = Monday, By = Actor.System },
        new TaskEvent.RungPassed(0) { At = Monday, By = Actor.System },
        new TaskEvent.StepSkipped(0) { At = Monday, By = Actor.System },
        new TaskEvent.Cancelled(null) { At = Monday, By = People.Requester.Acts() },
        new TaskEvent.TaskClosed(Outcome.Approved) { At = Monday, By = Actor.System },
        new TaskEvent.DecisionUndone { At = Monday, By = People.Alice.Acts() },
        new TaskEvent.Retried(new TaskId("t2"), null) { At = Monday, By = People.Admin.Acts() },
        new TaskEvent.InformationRequested("Which team?", Day(2)) { At = Monday, By = People.Alice.Acts() },
        new TaskEvent.InformationGiven("Finance") { At = Monday, By = People.Requester.Acts() },
        new TaskEvent.InformationTimedOut { At = Day(2), By = Actor.System },
        new TaskEvent.AccessChanged([new AccessChange(ReliedFact.Risk, "Low", "High", Day(2))], new ReliedFacts { Entitlement = new ReliedEntitlement(AccessReview.Domain.Directory.Risk.High, false) }) { At = Day(2), By = Actor.System },
        new TaskEvent.DecisionStaged(Decision.Certify, null, false, null) { At = Monday, By = People.Alice.Acts() },
        new TaskEvent.StagedWithdrawn { At = Monday, By = People.Alice.Acts() },
        new TaskEvent.StagedReturned(ObsoleteCause.SubjectInactive) { At = Monday, By = Actor.System },
        new TaskEvent.DueMoved(Day(20)) { At = Day(2), By = Actor.System },
        new TaskEvent.RemovalPlanned(Day(20)) { At = Day(2), By = Actor.System },
        new TaskEvent.RemovalTakenBack("Wrong") { At = Day(2), By = People.Alice.Acts() },
        new TaskEvent.RemovalContested("Needed", [People.Alice]) { At = Day(2), By = People.Subject.Acts() },
        new TaskEvent.ContestJudged(true, "Not needed") { At = Day(2), By = People.Alice.Acts() },
        new TaskEvent.RemovalStarted(new TaskId("t2"), TaskKind.Revocation) { At = Day(2), By = Actor.System },
        new TaskEvent.ExceptionProposed([]) { At = Day(2), By = People.Alice.Acts() },
        new TaskEvent.ExceptionApproved(null) { At = Day(2), By = People.AppOwner.Acts() },
        new TaskEvent.ExceptionDenied { At = Day(2), By = People.AppOwner.Acts() },
    ];

    private static readonly ReviewTask Undoable = Open.After(Deciding(People.Alice, Decision.Approve) with { UndoFor = TimeSpan.FromSeconds(30) });

    private static readonly TaskCommand[] Commands =
    [
        Opening(APolicy.For(TaskKind.Approval)),
        Deciding(People.Alice, Decision.Approve),
        Commenting(People.Alice),
        Reassigning(People.Alice, People.Bob),
        Reminding(People.Requester),
        Climbing(Open, Day(7)),
        Cancelling(People.Requester),
        Retrying(People.Admin),
        Undoing(People.Alice),
        Asking(People.Alice),
        Answering(People.Requester),
        TimingOut(Day(2)),
        new TaskCommand.JudgeProposal(true, null) { At = Monday, By = People.AppOwner.Acts(), Facts = People.Facts },
        new TaskCommand.Recheck { At = Monday, By = Actor.System, Facts = People.Facts },
        new TaskCommand.EndReview(false) { At = Monday, By = Actor.System, Facts = People.Facts },
        new TaskCommand.SettleStaged(new SignedOff(People.Alice, Day(2)), 3) { At = Day(2), By = Actor.System, Facts = People.Facts },
        new TaskCommand.MoveDue(Day(20)) { At = Monday, By = Actor.System, Facts = People.Facts },
        new TaskCommand.PlanRemoval(Day(20)) { At = Monday, By = Actor.System, Facts = People.Facts },
        new TaskCommand.StartRemoval { At = Monday, By = Actor.System, Facts = People.Facts },
        new TaskCommand.TakeBackRemoval("Wrong", new RemovalPeople(People.Alice, null, [])) { At = Monday, By = People.Alice.Acts(), Facts = People.Facts },
        new TaskCommand.ContestRemoval("Needed", new RemovalPeople(People.Alice, null, [])) { At = Monday, By = People.Subject.Acts(), Facts = People.Facts },
        new TaskCommand.JudgeContest(true, "Not needed", new RemovalPeople(People.Alice, null, [])) { At = Monday, By = People.Alice.Acts(), Facts = People.Facts },
    ];

    public static TheoryData<Type> Families() => [.. Domain.GetExportedTypes().Where(type => type is { IsAbstract: true, IsSealed: false, IsInterface: false })];

    [Fact]
    public void Every_event_type_is_among_the_samples() =>
        Assert.Equal(CasesOf(typeof(TaskEvent)), Samples.Select(sample => sample.GetType()).OrderBy(type => type.Name));

    [Fact]
    public void Every_event_changes_the_state_and_increments_the_version_by_one()
    {
        foreach (var sample in Samples.Skip(1))
        {
            var before = sample is TaskEvent.DecisionUndone or TaskEvent.ExceptionProposed or TaskEvent.ExceptionApproved ? Undoable : Open;
            Assert.Equal(before.Version + 1, before.Evolve(sample).Version);
        }

        Assert.Equal(1, ReviewTask.Fold(Samples.Take(1)).Version);
    }

    [Fact]
    public void Settlement_handles_every_event_type()
    {
        foreach (var sample in Samples)
            Assert.NotNull(Settlement.Of(Open, sample, Open, People.Facts));
    }

    [Fact]
    public void Settlement_handles_every_outcome_of_every_kind()
    {
        foreach (var kind in Enum.GetValues<TaskKind>())
        {
            foreach (var outcome in KindRules.OutcomesOf(kind))
            {
                var closed = new TaskEvent.TaskClosed(outcome) { At = Monday, By = Actor.System };
                Assert.NotNull(Settlement.Of(Opened(kind), closed, Opened(kind).Evolve(closed), People.Facts));
            }
        }
    }

    [Fact]
    public void Every_command_is_decided_and_the_opening_command_opens_a_task()
    {
        Assert.Equal(CasesOf(typeof(TaskCommand)), Commands.Select(command => command.GetType()).OrderBy(type => type.Name));
        Assert.IsType<Ruling.Accepted>(TaskMachine.Open(Assert.IsType<TaskCommand.Open>(Commands[0])));
        foreach (var command in Commands.Skip(1))
            Assert.NotNull(TaskMachine.Decide(Open, command));
    }

    [Fact]
    public void The_closed_record_families_are_found() =>
        Assert.Equal(
            [nameof(CampaignCommand), nameof(CampaignEvent), nameof(CampaignRuling), nameof(Effect), nameof(LinkStatus), nameof(NextStep), nameof(Ruling), nameof(TaskCommand), nameof(TaskEvent)],
            Families().Select(row => row.Data.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_record_family_is_closed(Type family)
    {
        Assert.All(
            family.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(constructor => !IsCopy(constructor, family)),
            constructor => Assert.True(constructor.IsPrivate));
        Assert.All(Domain.GetTypes().Where(type => type.BaseType == family), type => Assert.True(type.IsSealed && type.DeclaringType == family));
    }

    [Fact]
    public void Domain_references_only_the_base_library() =>
        // Coverage adds a reference to netstandard, which is the base library by another name.
        Assert.All(Domain.GetReferencedAssemblies().Where(reference => reference.Name != "netstandard"), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void No_public_member_of_Domain_is_mutable()
    {
        var properties = Domain.GetExportedTypes().SelectMany(type => type.GetProperties());
        var fields = Domain.GetExportedTypes().Where(type => !type.IsEnum).SelectMany(type => type.GetFields());

        Assert.All(properties.Where(property => property.SetMethod is { IsPublic: true }), property => Assert.True(IsInitOnly(property), $"{property.DeclaringType}.{property.Name}"));
        Assert.All(fields, field => Assert.True(field.IsInitOnly || field.IsLiteral, $"{field.DeclaringType}.{field.Name}"));
    }

    [Fact]
    public void Public_classes_are_sealed_static_or_a_closed_family() =>
        Assert.All(Domain.GetExportedTypes().Where(type => type.IsClass), type => Assert.True(type.IsSealed || type.IsAbstract, type.FullName));

    /// <summary>A switch over an enum has no discard arm, so that the compiler reports each place that must handle a new value.</summary>
    [Fact]
    public void A_discard_arm_is_used_only_in_switches_over_record_families_or_pairs()
    {
        var arms = System.IO.Directory.EnumerateFiles(DomainFolder(), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Where(line => DiscardArm().IsMatch(line) && !line.Contains("UnreachableException", StringComparison.Ordinal))
            .Select(line => line.Trim());

        Assert.Equal(["_ => RequestState.Failed,"], arms);
    }

    /// <summary>A question pauses the ladder, so the start of a step and the time of a rung do not tell when the rung is due.</summary>
    [Fact]
    public void Only_the_task_itself_adds_times_to_the_start_of_its_step()
    {
        var adding = System.IO.Directory.EnumerateFiles(Path.Combine(DomainFolder(), ".."), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor" && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("StepStartedAt +", StringComparison.Ordinal))
            .Select(Path.GetFileName);

        Assert.Equal(["ReviewTask.Asking.cs"], adding);
    }

    [Fact]
    public void Every_enum_value_has_its_arm_in_every_switch()
    {
        foreach (var kind in Enum.GetValues<TaskKind>())
            Assert.Equal(2, KindRules.DecisionsOf(kind).Count);
        Assert.Equal(Enum.GetValues<Decision>().Length, Enum.GetValues<Decision>().Select(KindRules.OutcomeOf).Distinct().Count());
        foreach (var action in Enum.GetValues<OrganizationAction>())
            Assert.True(OrganizationTable.Allows(action, Roles.Admin));
    }

    private static IEnumerable<Type> CasesOf(Type family) => family.GetNestedTypes().Where(type => type.IsSubclassOf(family)).OrderBy(type => type.Name);

    private static bool IsCopy(ConstructorInfo constructor, Type family) => constructor.GetParameters() is [var only] && only.ParameterType == family;

    private static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)); // The caller requires a setter.

    private static string DomainFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here) ?? "", "../../functions/Domain");

    [GeneratedRegex(@"^\s*_\s*(when .*)?=>")]
    private static partial Regex DiscardArm();
}

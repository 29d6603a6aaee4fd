using System.Collections.Concurrent;
using System.Text.Json;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using AccessReview.Domain.Tests.Sequences;
using CsCheck;
using Xunit;

namespace AccessReview.Domain.Tests.Campaigns;

/// <summary>Random campaigns in random organizations, with random commands of people, tasks and the clock.</summary>
public sealed class CampaignSequenceTests
{
    private const int Sequences = 5_000;

    private static readonly Gen<CampaignPlan> Plans =
        from source in Gen.OneOf(AssigneeSource.SubjectManager, AssigneeSource.AppOwners, AssigneeSource.EntitlementOwners, AssigneeSource.Named)
        from users in Gen.Int[0, 7].Array[1, 3]
        from fallback in Gen.Int[0, 7].Array[0, 2]
        from rule in Gen.Enum<NoResponseRule>()
        from removals in Gen.Int[0, 4]
        from percent in Gen.OneOf(20, 100)
        from hours in Gen.OneOf(0, 24)
        from final in Gen.Enum<DecisionsFinal>()
        from later in Gen.OneOf(AssigneeSource.SubjectManager, AssigneeSource.AppOwners, AssigneeSource.Named).Array[0, 2]
        from stageRule in Gen.Enum<StageRule>()
        from asksHolder in Gen.Frequency((2, false), (1, true))
        select ACampaign.Plan with
        {
            Reviewers = new CampaignReviewers(source) { Users = [.. users.Distinct().Select(Person)], Fallback = [.. fallback.Distinct().Select(Person)] },
            Stages = new CampaignStages
            {
                AsksHolder = asksHolder,
                Rule = stageRule,
                Later = [.. later.Select(one => new CampaignReviewers(one) { Users = [.. users.Distinct().Select(Person)], Fallback = [.. fallback.Distinct().Select(Person)] })],
            },
            NoResponse = rule,
            DecisionsFinal = later.Length == 0 && !asksHolder ? final : default,
            Guard = new CampaignGuard(removals, percent),
            Removals = new CampaignRemovals(hours),
        };

    private static readonly Gen<(int What, int Who, int Item, int Hours, User Changed)> Moves =
        from what in Gen.Int[0, 20]
        from who in Gen.Int[0, 7]
        from item in Gen.Int[0, 4]
        from hours in Gen.Int[0, 160]
        from changed in Gen.Int[0, 7].SelectMany(Worlds.Person)
        select (what, who, item, hours, changed);

    [Fact]
    public void No_sequence_of_commands_breaks_an_invariant()
    {
        var reached = new ConcurrentDictionary<string, int>();

        Gen.Select(Worlds.Any, Plans, Moves.List[1, 40]).Sample(
            (world, plan, moves) =>
            {
                var life = new Life(plan, world.Facts);
                foreach (var (what, who, item, hours, changed) in moves)
                    life.Move(what, who, item, hours, changed);
                life.Finish();
                reached.AddOrUpdate(life.Campaign.State.ToString(), 1, (_, count) => count + 1);
                foreach (var name in life.Staging)
                    reached.AddOrUpdate(name, 1, (_, count) => count + 1);
                foreach (var outcome in life.Items.Select(one => one.Progress.Outcome))
                    reached.AddOrUpdate($"{outcome}", 1, (_, count) => count + 1);
            },
            iter: Sequences);

        // Sequences without an effect would trivially meet every invariant. The code that reads the open tasks finds reviews elsewhere.
        var wanted = Enum.GetNames<ItemOutcome>().Where(name => name != nameof(ItemOutcome.ReviewedElsewhere)).Concat(Staging).Append(nameof(CampaignState.Closed)).Append(nameof(CampaignState.Cancelled));
        Assert.Empty(wanted.Except(reached.Keys));
    }

    private static readonly string[] Staging =
    [
        nameof(CampaignEvent.ReviewerSignedOff), nameof(TaskEvent.DecisionStaged),
    ];

    private static UserId Person(int number) => Worlds.Everybody[number];

    /// <summary>A campaign with its items and tasks. What the orchestration does is done after each command.</summary>
    private sealed class Life
    {
        private readonly List<CampaignEvent> _history = [];
        private DirectoryFacts _facts;
        private DateTimeOffset _now = Calendar.Monday;

        public Life(CampaignPlan plan, DirectoryFacts facts)
        {
            _facts = facts;
            _history.Add(CampaignMachine.Decide(null, ACampaign.Creating(plan)).Event());
            Campaign = Campaign.Fold(_history);
        }

        public Campaign Campaign { get; private set; }

        public List<(FrozenItem Frozen, ItemProgress Progress, ReviewTask? Task)> Items { get; } = [];

        public void Move(int what, int who, int item, int hours, User changed)
        {
            switch (what)
            {
                case 0 or 1:
                    Do(new CampaignCommand.Freeze { At = _now, By = ACampaign.Owner });
                    break;
                case 2 or 3:
                    Do(new CampaignCommand.Start { At = _now, By = ACampaign.Owner });
                    break;
                case 4:
                    Do(new CampaignCommand.Extend(Campaign.Plan.Due.AddHours(hours), "Later") { At = _now, By = ACampaign.Owner });
                    break;
                case 5:
                    Do(new CampaignCommand.Close("Early") { At = _now, By = who < 4 ? ACampaign.Owner : ACampaign.Admin });
                    break;
                case 6 when hours < 20:
                    Do(new CampaignCommand.Cancel("Wrong") { At = _now, By = ACampaign.Admin });
                    break;
                case 7 or 8:
                    Do(new CampaignCommand.ConfirmGuard(hours % 2 == 0, null) { At = _now, By = (who % 3) switch { 0 => ACampaign.Owner, 1 => ACampaign.Admin, _ => ACampaign.Other } });
                    break;
                case 9:
                    _facts = _facts.With(changed.Id, _ => changed);
                    Tell((task, _) => new TaskCommand.Recheck { At = _now, By = Actor.System, Facts = FactsOf(task.Subject) });
                    break;
                case 10:
                    Tell((task, index) => index == item ? new TaskCommand.Reassign(Person(who), null, "Knows more") { At = _now, By = Actor.Person(Person(hours % 8), Roles.Admin), Facts = FactsOf(task.Subject) } : null);
                    break;
                case 11 when item < Items.Count:
                    EndGrant(item);
                    break;
                case 16 or 17:
                    Tell((task, index) => index % 2 == item % 2 ? new TaskCommand.ContestRemoval("I need it", Deciders) { At = _now, By = Actor.Person(task.Subject.User), Facts = FactsOf(task.Subject) } : null);
                    break;
                case 18:
                    Tell((task, index) => index == item ? new TaskCommand.TakeBackRemoval("Wrong", Deciders) { At = _now, By = Actor.Person(task.LastDecision?.By ?? People.Alice), Facts = FactsOf(task.Subject) } : null);
                    break;
                case 19:
                    Tell((task, index) => index == item ? new TaskCommand.JudgeContest(hours % 2 == 0, "Seen", Deciders) { At = _now, By = Actor.Person(Person(who)), Facts = FactsOf(task.Subject) } : null);
                    break;
                case 13:
                    SignOff(who);
                    break;
                case 14 when hours < 40:
                    Tell((task, index) => index == item ? new TaskCommand.Undo(null, null) { At = _now, By = Actor.Person(Person(who)), Facts = FactsOf(task.Subject) } : null);
                    break;
                case 12:
                    _now = _now.AddHours(hours);
                    Climb();
                    break;
                default:
                    Tell((task, index) => index == item && task.Assignees.Count > 0 ? Decide(task, who, hours) : null);
                    break;
            }

            Work();
            Check();
        }

        /// <summary>Waits until the campaign is over, if it was started. A second person confirms.</summary>
        public void Finish()
        {
            if (CampaignStates.IsOver(Campaign.State) || Campaign.State is CampaignState.Draft or CampaignState.Frozen)
                return;
            _now = Campaign.Plan.Due > _now ? Campaign.Plan.Due : _now;
            Climb();
            Work();
            if (Campaign.State == CampaignState.Guard)
                Do(new CampaignCommand.ConfirmGuard(true, null) { At = _now, By = ACampaign.Other });
            Work();
            Check();
            Assert.True(CampaignStates.IsOver(Campaign.State), $"The campaign stays {Campaign.State}.");
        }

        private readonly HashSet<int> _ended = [];
        private readonly Dictionary<int, TaskEvent.DecisionStaged> _staged = [];
        private readonly List<(SignedOff By, Dictionary<int, long> Versions)> _signed = [];

        /// <summary>The names of the events of staging that happened.</summary>
        public HashSet<string> Staging { get; } = [];

        private Grant GrantOf(int item) => AnAccess.Grant() with
        {
            UserId = Person(item),
            EntitlementId = new($"e{item % 2}"),
            IsProtected = item == 3,
            LastUsedAt = item == 2 ? Calendar.Day(-100) : null,
            State = _ended.Contains(item) ? GrantState.Ended : GrantState.Active,
        };

        private DirectoryFacts FactsOf(Subject subject)
        {
            var item = Array.IndexOf(Worlds.Everybody, subject.User);
            return _facts with { Access = new AccessFacts(AnAccess.Entitlement() with { Id = subject.Entitlement }, AnAccess.App, GrantOf(item)) };
        }

        private void EndGrant(int item)
        {
            _ended.Add(item);
            Tell((task, index) => index == item ? new TaskCommand.Recheck { At = _now, By = Actor.System, Facts = FactsOf(task.Subject) } : null);
        }

        private TaskCommand.Decide Decide(ReviewTask task, int who, int hours)
        {
            var by = task.Assignees[who % task.Assignees.Count].User;
            return new TaskCommand.Decide(hours % 2 == 0 ? Decision.Certify : Decision.Remove, null, null, "Seen") { At = _now, By = Actor.Person(by, _facts.People[by].Roles), Facts = FactsOf(task.Subject), Terms = hours % 6 == 0 ? new CertificationTerms { Until = _now.AddDays(90), Control = "Watched" } : null };
        }

        /// <summary>Half of the sign-offs take effect with the next move, after which somebody may have changed a decision.</summary>
        private void SignOff(int who)
        {
            var person = Person(who);
            var tasks = Items.Select(item => item.Task).OfType<ReviewTask>().ToList();
            var covered = tasks.Where(task => SignOffRules.IsCovered(task, person)).ToList();
            var removed = covered.Count(task => task.Staged!.Decision == Decision.Remove);
            var work = new ReviewWork(covered.Count - removed, removed, tasks.Count(task => SignOffRules.IsUndecided(task, person)), "hash", true);
            var before = _history.Count;
            Do(new CampaignCommand.SignOffReview(work, "Seen", null) { At = _now, By = Actor.Person(person, _facts.People[person].Roles) });
            if (_history.Count == before)
                return;
            Staging.Add(nameof(CampaignEvent.ReviewerSignedOff));
            _signed.Add((new SignedOff(person, _now), covered.ToDictionary(task => task.Campaign!.Item, task => task.Staged!.Version)));
        }

        private void Settle()
        {
            foreach (var (signedOff, versions) in _signed)
                Tell((task, index) => versions.TryGetValue(index + 1, out var version) ? new TaskCommand.SettleStaged(signedOff, version) { At = signedOff.At, By = Actor.System, Facts = FactsOf(task.Subject) } : null);
            _signed.Clear();
        }

        /// <summary>A staged decision has no effect before the sign-off or the end; then exactly the last one has.</summary>
        private void CheckStaging(int index, IReadOnlyList<TaskEvent> events)
        {
            foreach (var happened in events)
            {
                if (CampaignSequenceTests.Staging.Contains(happened.GetType().Name))
                    Staging.Add(happened.GetType().Name);
                switch (happened)
                {
                    case TaskEvent.DecisionStaged staged:
                        Assert.Equal(DecisionsFinal.UntilSignOff, Campaign.Plan.DecisionsFinal);
                        _staged[index] = staged;
                        break;
                    case TaskEvent.StagedWithdrawn:
                        _staged.Remove(index);
                        break;
                    case TaskEvent.Decided decided when Campaign.Plan.DecisionsFinal == DecisionsFinal.UntilSignOff:
                        Assert.Equal((_staged[index].Decision, _staged[index].By.User, _staged[index].At), (decided.Decision, decided.By.User, decided.StagedAt));
                        Assert.True(decided.SignedOff is not null || Campaign.State == CampaignState.Closing, "A decision took effect without a sign-off.");
                        Assert.True(decided.SignedOff is not { } by || _history.Any(one => one is CampaignEvent.ReviewerSignedOff && one.By.User == by.By && one.At == by.At), "Nobody signed off.");
                        break;
                    case TaskEvent.Decided decided:
                        Assert.Null(decided.StagedAt);
                        break;
                }
            }
        }

        private void Do(CampaignCommand command)
        {
            if (CampaignMachine.Decide(Campaign, command) is not CampaignRuling.Accepted { Event: { } happened })
                return;
            _history.Add(happened);
            var before = Campaign;
            Campaign = Campaign.Evolve(happened);
            Assert.Equal(before.Version + 1, Campaign.Version);
            Assert.True(happened is not CampaignEvent.GuardConfirmed || (happened.By.User != before.Plan.Owner && happened.By.User != before.Closing!.By), "The same person closed and confirmed.");
        }

        private void Tell(Func<ReviewTask, int, TaskCommand?> command)
        {
            for (var index = 0; index < Items.Count; index++)
            {
                if (Items[index].Task is not { } task || command(task, index) is not { } told || TaskMachine.Decide(task, told) is not Ruling.Accepted { Events: var events })
                    continue;
                CheckStaging(index, events);
                Follow(index, events.Aggregate(task, (state, happened) => state.Evolve(happened)));
            }
        }

        private void Follow(int index, ReviewTask task)
        {
            var (frozen, progress, _) = Items[index];
            var after = ItemRules.Follow(progress, task);
            Assert.Equal(after, ItemRules.Follow(after, task));
            Items[index] = (frozen, after, task);
        }

        private void Climb()
        {
            for (var index = 0; index < Items.Count; index++)
            {
                while (Items[index].Task is { } task && Lifecycle.Next(task, _now) is NextStep.Climb climb)
                    Follow(index, TaskMachine.Decide(task, new TaskCommand.ClimbRung(climb.Step, climb.Rung) { At = _now, By = Actor.System, Facts = FactsOf(task.Subject) }).Events().Aggregate(task, (state, happened) => state.Evolve(happened)));
            }
        }

        private static RemovalPeople Deciders { get; } = new(People.Alice, People.Bob, Worlds.Everybody);

        /// <summary>What the orchestration does until the campaign waits.</summary>
        private void Work()
        {
            Tell((task, _) => task.Removal is null ? null : new TaskCommand.StartRemoval { At = _now, By = Actor.System, Facts = FactsOf(task.Subject) });
            while (Step())
            {
            }
        }

        private bool Step()
        {
            if (Campaign.State is CampaignState.Closing or CampaignState.Cancelling || _history[^1] is not CampaignEvent.ReviewerSignedOff || _history.Count % 2 == 0)
                Settle();
            switch (Campaign.State)
            {
                case CampaignState.Freezing:
                    Freeze();
                    return true;
                case CampaignState.Opening:
                    for (var index = 0; index < Items.Count; index++)
                        Open(index);
                    Do(new CampaignCommand.CompleteOpening { At = _now, By = Actor.System });
                    return true;
                case CampaignState.Open when Campaign.Plan.Due <= _now:
                    Do(new CampaignCommand.Close(null) { At = _now, By = Actor.System });
                    return true;
                case CampaignState.Open:
                    Tell((task, _) => new TaskCommand.MoveDue(Campaign.Plan.Due) { At = _now, By = Actor.System, Facts = FactsOf(task.Subject) });
                    return false;
                case CampaignState.Closing:
                    Tell((task, _) => new TaskCommand.EndReview(false) { At = _now, By = Actor.System, Facts = FactsOf(task.Subject) });
                    Do(new CampaignCommand.CompleteClosing(Evaluate()) { At = _now, By = Actor.System });
                    return true;
                case CampaignState.Applying:
                    for (var index = 0; index < Items.Count; index++)
                        Apply(index);
                    Do(new CampaignCommand.CompleteApplying { At = _now, By = Actor.System });
                    return true;
                case CampaignState.Cancelling:
                    Tell((task, _) => new TaskCommand.EndReview(true) { At = _now, By = Actor.System, Facts = FactsOf(task.Subject) });
                    Each((_, progress) => ItemRules.End(progress, ItemOutcome.Cancelled, _now));
                    Do(new CampaignCommand.CompleteCancellation { At = _now, By = Actor.System });
                    return true;
                default:
                    return false;
            }
        }

        private void Apply(int index)
        {
            var (frozen, progress, task) = Items[index];
            if (progress.State != ItemState.Silent)
                return;
            var outcome = ItemRules.OutcomeOf(progress, Silence(frozen), Campaign.IsSilenceKept);
            if (outcome == ItemOutcome.RemovedBySilence && Campaign.Plan.Removals.ToWait() is { } wait)
                task = task!.After(new TaskCommand.PlanRemoval(_now + wait) { At = _now, By = Actor.System, Facts = FactsOf(frozen.Subject) }); // A silent item has one.
            Items[index] = (frozen, outcome == ItemOutcome.RemovedBySilence ? ItemRules.EndBySilence(progress, task!, _now) : ItemRules.End(progress, outcome, _now), task);
        }

        private void Freeze()
        {
            for (var item = 0; item < 5; item++)
            {
                var candidate = new ScopeCandidate(GrantOf(item), _facts.Find(Person(item)), AnAccess.Entitlement() with { Id = new($"e{item % 2}") }, AnAccess.App);
                if (!candidate.Grant.IsHeld || Campaign.Plan.Scope.Judge(candidate, _now) is not null)
                    continue;
                var frozen = FrozenItem.Of(Campaign.Id, candidate, _now);
                var stages = CampaignPolicy.Find(Campaign.Plan, frozen.Subject, _facts, _now);
                var found = stages.First(stage => !stage.AsksHolder);
                Assert.DoesNotContain(frozen.Subject.User, stages.Where(stage => !stage.AsksHolder).SelectMany(stage => stage.Assignees).SelectMany(assignee => assignee.People));
                Items.Add((frozen, new ItemProgress { Reviewers = [.. found.Assignees.Select(assignee => assignee.User)], NeedsAttention = found.NeedsAttention }, null));
            }

            Do(new CampaignCommand.CompleteFreeze(Population.Empty with { Items = Items.Count, NeedsAttention = Items.Count(item => item.Progress.NeedsAttention) }) { At = _now, By = Actor.System });
        }

        private void Open(int index)
        {
            var frozen = Items[index].Frozen;
            var usual = APolicy.For(TaskKind.Certification, APolicy.Asking(APolicy.Named(People.Bob)));
            var policy = CampaignPolicy.Of(usual, Campaign.Plan, frozen.Subject.Risk, _now);
            Assert.Empty(PolicyCheck.FaultsOf(policy));
            var opening = ATask.Opening(policy, frozen.Subject.Risk, FactsOf(frozen.Subject)) with
            {
                At = _now,
                Subject = frozen.Subject,
                RequestedBy = null,
                Campaign = Campaign.Plan.TaskCampaignOf(Campaign.Id, index + 1),
            };
            var task = ReviewTask.Fold(TaskMachine.Open(opening).Events());
            var isLast = task.Step == policy.Steps.Count - 1;
            Assert.True(!task.IsOpen || (isLast ? task.DueAt == Campaign.Plan.Due : task.DueAt < Campaign.Plan.Due), "The task is due at another time than its campaign.");
            Follow(index, task);
        }

        private SilenceEffect Silence(FrozenItem frozen) => ItemRules.Silence(Campaign.Plan.NoResponse, frozen.Subject, FactsOf(frozen.Subject), isUsageKnown: true, _now);

        private SilenceResult Evaluate()
        {
            Each((frozen, progress) => ItemRules.Evaluate(progress, Silence(frozen)));
            var silent = Items.Where(item => item.Progress.State == ItemState.Silent).ToList();
            var removals = silent.Where(item => item.Progress.Silence == SilenceEffect.Remove).GroupBy(item => item.Frozen.Subject.Entitlement).ToList();
            var exceeded = removals.Where(group => Campaign.Plan.Guard.IsExceeded(group.Count(), 3)).Select(group => group.Key);
            return new SilenceResult(silent.Count(item => item.Progress.Silence is SilenceEffect.Keep or SilenceEffect.KeepProtected), removals.Sum(group => group.Count()), [.. exceeded]);
        }

        private void Each(Func<FrozenItem, ItemProgress, ItemProgress> change)
        {
            for (var index = 0; index < Items.Count; index++)
                Items[index] = Items[index] with { Progress = change(Items[index].Frozen, Items[index].Progress) };
        }

        private void CheckStages(FrozenItem frozen, ItemProgress progress)
        {
            var reviews = (progress.Decisions ?? []).Where(decision => !decision.IsHolder).ToList();
            Assert.All(progress.Decisions ?? [], decision => Assert.Equal(decision.IsHolder, decision.By == frozen.Subject.User));
            Assert.Equal(reviews.Count, reviews.Select(decision => decision.By).Distinct().Count());
            Assert.Equal(reviews.Count, reviews.Select(decision => decision.Stage).Distinct().Count());
            if (Campaign.Plan.Stages.Count() == 1)
                return;
            if (progress.Outcome == ItemOutcome.Certified)
                Assert.Contains(reviews, decision => decision.Decision == Decision.Certify && decision.By == progress.DecidedBy);
            if (progress.Outcome == ItemOutcome.Certified && Campaign.Plan.Stages.Rule != StageRule.Majority)
                Assert.DoesNotContain(reviews, decision => decision.Decision == Decision.Remove);
            if (progress.Outcome == ItemOutcome.Certified && Campaign.Plan.Stages.Rule == StageRule.AllCertify)
                Assert.Equal(Campaign.Plan.Stages.Later.Count + 1, reviews.Count);
            if (progress.Outcome == ItemOutcome.Removed)
                Assert.Contains(progress.Decisions!, decision => decision.Decision == Decision.Remove && decision.By == progress.DecidedBy);
        }

        private void Check()
        {
            Assert.Equal(JsonSerializer.Serialize(Campaign), JsonSerializer.Serialize(Campaign.Fold(_history)));
            Assert.Equal(Items.Count, Items.Select(item => item.Frozen.Id).Distinct().Count());
            foreach (var (frozen, progress, task) in Items)
            {
                Assert.Equal(progress.State == ItemState.Done, progress.Outcome is not null);
                Assert.True(!progress.Reviewers.Contains(frozen.Subject.User) || progress.Stage is 0 or null && Campaign.Plan.Stages.AsksHolder, "People review their own access.");
                Assert.True(progress.DecidedBy != frozen.Subject.User || (progress is { Outcome: ItemOutcome.Removed or ItemOutcome.RemovalContested, Decisions: [{ IsHolder: true }] }), "People decide about their own access.");
                CheckStages(frozen, progress);
                Assert.True(!CampaignStates.IsOver(Campaign.State) || (progress.State == ItemState.Done && task is not { IsOpen: true }), "A finished campaign has open work.");
                Assert.False(frozen.Subject.IsProtected == true && progress.Outcome == ItemOutcome.RemovedBySilence, "Protected access was removed by silence.");
                Assert.True(progress.Removing is null || progress.Removing.Held == task?.Removal, "The item shows another removal than its task.");
                Assert.False(progress.Removing is { Held: { StartedAt: not null, StartsAt: var starts } held } && (starts > _now || held.TakenBack is not null || held.Kept is not null), "A removal started that should not.");
                Assert.DoesNotContain(frozen.Subject.User, new[] { progress.Removing?.Held?.TakenBack?.By, progress.Removing?.Held?.Kept?.By, progress.Removing?.Held?.Upheld?.By }.OfType<UserId>());
                Assert.False(Campaign.IsSilenceKept && progress.Outcome == ItemOutcome.RemovedBySilence, "Access was removed that a second person kept.");
                Assert.True(task?.Outcome is not (Outcome.Certified or Outcome.Removed) || progress.DecidedBy is not null, "A decision is missing.");
            }

            var removed = Items.Count(item => item.Progress.Outcome == ItemOutcome.RemovedBySilence);
            Assert.True(removed <= Campaign.Plan.Guard.MaxRemovals || _history.OfType<CampaignEvent.GuardConfirmed>().Any(), "Too much was removed without a second person.");
        }
    }
}

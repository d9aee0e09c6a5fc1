using PSEventSourcing.Execution;

namespace PSEventSourcing;

/// <summary>A cmdlet of the example domain.</summary>
public abstract class TrainingSchoolCmdlet : StoreCmdlet
{
    private TrainingSchool? _school;

    private protected TrainingSchoolCmdlet()
    {
    }

    private protected TrainingSchool School => _school ??= new TrainingSchool { Recorder = Recorder };
}

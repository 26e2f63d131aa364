package io.gantry.job;

/// Thrown by the action of a point of no return, or of a step after it, that found that nothing is final: either it cannot be done at all, or
/// what was done has come to nothing. The job is rolled back as if the step were an ordinary one. The message becomes the job's reason.
public final class NotFinal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFinal(String reason) {
        super(reason);
    }
}

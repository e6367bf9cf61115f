# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# start_slurm: a cluster of one node, this machine, in the folder slurm/ of a
# case, until its script ends. It skips where one cannot start: it takes munge,
# slurm-wlm and the right to be root, and neither systemd nor cgroups.

stop_slurm()
{
	for daemon in slurmd slurmctld munged; do
		[ -s "slurm/$daemon.pid" ] || continue
		pid=$(cat "slurm/$daemon.pid")
		while kill "$pid" 2>/dev/null; do sleep 0.1; done
	done
}

slurm_conf()
{
	cat <<-END
		ClusterName=kosh
		SlurmctldHost=$(hostname)(127.0.0.1)
		AuthType=auth/munge
		AuthInfo=socket=$PWD/slurm/munge.socket
		CredType=cred/munge
		SlurmUser=$(id -un)
		SlurmctldPort=$1
		SlurmdPort=$(($1 + 1))
		StateSaveLocation=$PWD/slurm/state
		SlurmdSpoolDir=$PWD/slurm/spool
		SlurmctldPidFile=$PWD/slurm/slurmctld.pid
		SlurmdPidFile=$PWD/slurm/slurmd.pid
		SlurmctldLogFile=$PWD/slurm/slurmctld.log
		SlurmdLogFile=$PWD/slurm/slurmd.log
		ProctrackType=proctrack/linuxproc
		TaskPlugin=task/none
		JobAcctGatherType=jobacct_gather/none
		AccountingStorageType=accounting_storage/none
		SelectType=select/cons_tres
		SelectTypeParameters=CR_Core
		SchedulerParameters=batch_sched_delay=1,sched_interval=1
		SwitchType=switch/none
		MpiDefault=none
		ReturnToService=2
		SlurmdParameters=config_overrides
		NodeName=$(hostname) NodeAddr=127.0.0.1 CPUs=2 RealMemory=64000
		PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE
	END
}

# Whether the node takes jobs, within half a minute.
slurm_is_up()
{
	for try in $(seq 150); do
		[ "$(sinfo -h -o %T 2>/dev/null)" != idle ] || return 0
		sleep 0.2
	done
	echo "after $try times the node is not idle" >>slurm/why
	return 1
}

start_slurm()
{
	PATH=$PATH:/usr/sbin
	[ "$(id -u)" = 0 ] || {
		echo "needs root, for a cluster of Slurm" >&2
		exit 77
	}
	for tool in munged slurmctld slurmd sbatch; do
		need $tool
	done
	mkdir -p slurm/state slurm/spool
	chmod 755 . .. slurm
	head -c 1024 /dev/urandom >slurm/munge.key
	chmod 400 slurm/munge.key
	trap stop_slurm EXIT
	SLURM_CONF=$PWD/slurm/slurm.conf
	export SLURM_CONF
	slurm_conf $((20000 + $$ % 10000)) >slurm/slurm.conf
	{
		munged --key-file="$PWD/slurm/munge.key" \
			--socket="$PWD/slurm/munge.socket" \
			--pid-file="$PWD/slurm/munged.pid" \
			--log-file="$PWD/slurm/munged.log" \
			--seed-file="$PWD/slurm/munge.seed" --force &&
			slurmctld -f "$SLURM_CONF" && slurmd -f "$SLURM_CONF" &&
			slurm_is_up
	} >slurm/why 2>&1 || {
		echo "no cluster of Slurm starts here: $(tail -n 1 slurm/why)" >&2
		exit 77
	}
}
